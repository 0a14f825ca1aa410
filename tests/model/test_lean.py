import subprocess
import sys


def said(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_that_the_store_library_comes_without_numpy():
    assert said(
        "import sys; from model.lean import import_without;"
        "import_without('numpy', 'sqlite_utils');"
        "print('sqlite_utils' in sys.modules, 'numpy' in sys.modules)"
    ) == "True False"  # fmt: skip


def test_that_numpy_can_be_imported_afterwards():
    assert said(
        "from model.lean import import_without; import_without('numpy', 'sqlite_utils');"
        "import numpy; print(numpy.arange(3).sum())"
    ) == "3"  # fmt: skip


def test_that_a_numpy_already_there_stays():
    assert said(
        "import sys, numpy; from model.lean import import_without;"
        "import_without('numpy', 'sqlite_utils'); print(sys.modules['numpy'] is numpy)"
    ) == "True"  # fmt: skip
