"""Everything the program brings along is named with its licence."""

import re
from importlib.metadata import version

import pytest

from model.paths import asset
from tests.build.conftest import ROOT
from tests.systems import made_on_linux

THIRD_PARTY = asset("licences/third-party.txt")
HEADING = re.compile(r"^={78}\n(\S+) (\S+)\n许可：(.+)\n={78}\n\n(?=(.+))", re.MULTILINE)


@pytest.fixture(scope="module")
def entries() -> dict[str, tuple[str, str, str]]:
    """Version, terms and first line of the text by package, named as in the lock."""
    found = HEADING.findall(THIRD_PARTY.read_text("utf-8"))
    return {name.lower().replace("_", "-"): tuple(rest) for name, *rest in found}


@pytest.fixture(scope="module")
def pins() -> dict[str, set[str]]:
    """The pinned versions by package; a package can have one for each Python."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for name, pinned in re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE):
        found.setdefault(name, set()).add(pinned)
    return found


def test_that_every_runtime_package_is_covered_in_its_version(entries, pins):
    assert entries.keys() == pins.keys()
    assert {name for name, entry in entries.items() if entry[0] not in pins[name]} == set()


def test_that_every_package_names_its_terms_and_has_a_text(entries):
    assert all(terms and text for _, terms, text in entries.values())


@made_on_linux
def test_that_what_is_made_now_is_what_is_kept(script, entries, pins):
    if any(version(name) != entries[name][0] for name in pins):
        pytest.skip("made with another Python")
    assert script("collect-licences").third_party() == THIRD_PARTY.read_text("utf-8")


def test_that_qts_licence_is_there_in_full_and_says_how_to_replace_qt():
    folder = THIRD_PARTY.parent
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.0.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-3.0.txt").read_text("utf-8")
    assert "PYTHON SOFTWARE FOUNDATION" in (folder / "Python.txt").read_text("utf-8").upper()
    text = THIRD_PARTY.read_text("utf-8")
    assert all(words in text for words in ("动态链接", "替换", "download.qt.io"))
    qt = version("PySide6-Essentials")
    assert f"标签 v{qt}" in text
    assert f"标签 v{qt.rpartition('.')[0]}" in text


def test_that_who_has_no_network_is_offered_the_source_in_writing():
    text = THIRD_PARTY.read_text("utf-8")
    assert all(words in text for words in ("不能上网", "对应源代码", "三年"))


def test_that_what_a_wheel_holds_without_saying_so_has_its_terms(script):
    terms = script("collect-licences").entry("cffi")
    assert "Anthony Green" in terms


def test_that_a_library_of_a_package_is_not_taken_for_the_systems(script):
    own = script("collect-licences").libraries_of_packages()
    assert any(name.startswith("_cffi_backend") for name in own)
    assert not any(name.startswith("libc.so") for name in own)


@pytest.mark.parametrize("file", ["fonts/OFL.txt", "icons/LICENSE"])
def test_that_fonts_and_icons_are_covered(file):
    assert asset(file).read_text("utf-8").strip() in THIRD_PARTY.read_text("utf-8")
