"""What goes out of a compilation: the next edition with its ids, nothing that contradicts it."""

from dataclasses import replace

import pytest

from model.compilation.outcome import plan_id, write_plan_folder
from model.compilation.source_words import read_plan_file
from model.compilation.target_edits import next_edition
from model.errors import AppError
from model.jobs import JobContext
from model.paths import asset
from model.workbook.intake.worker_client import WorkbookReader
from tests.model.plan_draft.reading import draft_of, text_of
from tests.model.plan_draft.test_source import document, paragraphs

TEXT = asset("plan/hebei-2022/plan.txt")


@pytest.fixture(scope="module")
def read():
    return read_plan_file(TEXT, JobContext())


def test_that_the_next_edition_keeps_the_ids_of_all_that_stands_as_it_did(read, plan, tmp_path):
    draft = replace(read.draft, edition=next_edition(plan.edition))
    written = write_plan_folder(draft, plan, tmp_path, JobContext())
    assert written.lost == ()
    assert written.plan.id == plan.id
    assert written.plan.measures.keys() == plan.measures.keys()
    assert written.plan.indicators.keys() == plan.indicators.keys()


def test_that_an_edition_is_never_written_under_the_number_of_the_one_before(read, plan, tmp_path):
    with pytest.raises(AppError):
        write_plan_folder(replace(read.draft, edition=plan.edition), plan, tmp_path, JobContext())
    assert list(tmp_path.iterdir()) == []


def test_that_what_the_app_would_refuse_is_not_written(tmp_path):
    draft = replace(draft_of("wuhan"), years=(2030, 2022))
    with pytest.raises(AppError) as refused:
        write_plan_folder(draft, None, tmp_path, JobContext())
    assert refused.value.problems
    assert list(tmp_path.iterdir()) == []


def test_that_folders_of_one_title_lie_side_by_side_under_one_id(tmp_path):
    draft = draft_of("wuhan")
    written = [write_plan_folder(draft, None, tmp_path, JobContext()) for _ in range(2)]
    assert len({one.path for one in written}) == 2
    assert {one.plan.id for one in written} == {plan_id(draft)}


def test_that_a_word_document_is_tried_out_in_the_child_before_it_is_read(tmp_path, monkeypatch):
    tried = []
    path = tmp_path / "方案.docx"
    path.write_bytes(document(paragraphs(text_of("wuhan"))))
    monkeypatch.setattr(WorkbookReader, "try_out", lambda _, *given: tried.append(given))
    read = read_plan_file(path, JobContext())
    assert [content for _, content in tried] == [path.read_bytes()]
    assert len(read.draft.clauses) == len(draft_of("wuhan").clauses)
