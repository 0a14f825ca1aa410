import gc
import subprocess
import sys
from contextlib import suppress

from model.fast_start import gc_paused


def said(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_that_the_store_library_comes_without_numpy():
    assert said(
        "import sys; from model.fast_start import import_without_extras;"
        "import_without_extras('sqlite_utils');"
        "print('sqlite_utils' in sys.modules, 'numpy' in sys.modules)"
    ) == "True False"  # fmt: skip


def test_that_numpy_can_be_imported_afterwards():
    assert said(
        "from model.fast_start import import_without_extras; import_without_extras('sqlite_utils');"
        "import numpy; print(numpy.arange(3).sum())"
    ) == "3"  # fmt: skip


def test_that_a_numpy_already_there_stays():
    assert said(
        "import sys, numpy; from model.fast_start import import_without_extras;"
        "import_without_extras('sqlite_utils'); print(sys.modules['numpy'] is numpy)"
    ) == "True"  # fmt: skip


def test_that_what_is_imported_late_works_when_it_is_used():
    assert said(
        "import sys; from model.fast_start import import_without_extras as start;"
        "start('sqlite_utils');"
        "import sqlite_utils.recipes as r; from dateutil import parser;"
        "print('dateutil.parser' in sys.modules, r.parser.parse('2025-11-22').day,"
        " parser.parse('2025-11-22').day)"
    ) == "True 22 22"  # fmt: skip


def test_that_nothing_is_collected_until_the_window_is_shown_and_everything_afterwards():
    with gc_paused() as collect_again:
        assert not gc.isenabled()
        collect_again()
        assert gc.isenabled()
    gc.unfreeze()


def test_that_a_start_that_fails_leaves_collecting_on():
    with suppress(LookupError), gc_paused():
        raise LookupError
    assert gc.isenabled()
