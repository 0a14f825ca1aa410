"""The shipped manual holds together, and says of every code what it means."""

import re

import pytest

from model.checks.finding import Kind
from model.consolidation.conflicts import ConflictKind
from model.consolidation.suspicions import SuspicionKind
from model.manual.chapters import FOLDER, ManualChapter, load_manual
from model.office.department_year import ReportingState
from model.paths import asset
from model.store.disk_errors import Cause
from model.workbook.reasons import Notice, Reason

MANUAL = load_manual()
PLACES = {(s.chapter, s.anchor) for c in MANUAL.chapters.values() for s in c.sections}
CHAPTERS = pytest.mark.parametrize("chapter", MANUAL.chapters.values(), ids=lambda one: one.id)


def test_that_every_file_of_the_manual_is_in_its_contents():
    files = {path.stem for path in asset(FOLDER).glob("*.md")}
    assert files == set(MANUAL.chapters)


@CHAPTERS
def test_that_a_chapter_has_one_title_and_no_place_twice(chapter: ManualChapter):
    assert [section.level for section in chapter.sections].count(1) == 1
    anchors = [section.anchor for section in chapter.sections]
    assert len(anchors) == len(set(anchors))


@CHAPTERS
def test_that_every_link_leads_somewhere(chapter: ManualChapter):
    for link in chapter.links:
        file, _, anchor = link.partition("#")
        assert (file.removesuffix(".md") or chapter.id, anchor) in PLACES, link


@CHAPTERS
def test_that_every_list_was_filled_in(chapter: ManualChapter):
    assert not re.search(r"\{\{|\}\}", chapter.source)


def test_that_the_pictures_are_those_that_are_shown():
    shown = {picture for one in MANUAL.chapters.values() for picture in one.pictures}
    there = {path.relative_to(asset(FOLDER)).as_posix() for path in asset(FOLDER).rglob("*.png")}
    assert shown == there


@pytest.mark.parametrize("code", [*Reason, *Notice])
def test_that_every_reason_code_has_an_entry(code):
    assert ("files", code.value) in PLACES


@pytest.mark.parametrize("cause", Cause)
def test_that_every_trouble_of_the_disk_has_an_entry(cause):
    assert ("troubles", cause.name.lower().replace("_", "-")) in PLACES


def test_that_an_entry_says_what_the_app_says():
    files = MANUAL.chapters["files"].source
    assert "### 文件设了打开密码 {#encrypted}" in files
    assert "请发件单位取消打开密码后重发。" in files


@pytest.mark.parametrize(
    ("chapter", "words"),
    [
        *(("findings", kind) for kind in Kind),
        *(("checks", kind) for kind in ConflictKind),
        *(("checks", kind) for kind in SuspicionKind),
        *(("board", state) for state in ReportingState),
    ],
)
def test_that_every_kind_of_finding_is_explained(chapter, words):
    assert words.value in MANUAL.chapters[chapter].source
