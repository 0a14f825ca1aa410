import dataclasses
import gc
import subprocess
import sys
from contextlib import nullcontext, suppress

import pytest

from model.fast_start import gc_paused, quick_dataclasses


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


def made(making, **options):
    """A class, one that inherits, one with a single field and one with none."""
    with making:

        @dataclasses.dataclass(**options)
        class Base:
            name: str
            aside: int = dataclasses.field(default=0, compare=False)
            more: tuple = dataclasses.field(default=(), repr=False)

        @dataclasses.dataclass(**options)
        class Heir(Base):
            last: int = 1

        @dataclasses.dataclass(**options)
        class One:
            name: str

        @dataclasses.dataclass(**options)
        class Nothing:
            pass

    return Base, Heir, One, Nothing


def behaviour(classes):
    base, heir, one, nothing = classes
    things = [
        base("a"),
        base("a", 7),
        base("a", more=(1,)),
        base("b"),
        heir("a"),
        heir("a", last=2),
    ]
    things += [one("a"), one("b"), nothing()]
    found = [[left == right for right in things] for left in things]
    found += [repr(thing).rpartition("<locals>.")[2] for thing in things]
    found += [dataclasses.replace(things[5], name="c") == heir("c", last=2)]
    for ask in (hash, lambda one: setattr(one, "name", "x"), lambda one: delattr(one, "name")):
        for thing in things[:8]:
            try:
                found.append(ask(thing))
            except (TypeError, AttributeError) as error:
                found.append((type(error), str(error)))
    with suppress(TypeError):
        found.append(one("a") < one("b"))
    return found


@pytest.mark.parametrize(
    "options",
    [
        {}, {"frozen": True}, {"order": True, "frozen": True},
        {"unsafe_hash": True}, {"frozen": True, "slots": True},
    ],
    ids=str,
)  # fmt: skip
def test_that_quick_dataclasses_behave_like_all_others(options):
    usual, quick = made(nullcontext(), **options), made(quick_dataclasses(), **options)
    assert behaviour(quick) == behaviour(usual)
    assert dataclasses._cmp_fn.__module__ == "dataclasses"
