import pytest

from model.workbook.intake.worker_client import WorkbookReader


def tables(intake):
    return {key: len(table.rows) for key, table in intake.tables.items()}


def test_that_several_readers_can_be_at_work_at_a_time(content):
    with WorkbookReader() as one, WorkbookReader() as other:
        one.ask(content)
        other.ask(content)
        assert tables(other.answer()) == tables(one.answer()) != {}


def test_that_an_answer_nobody_fetched_is_never_taken_for_the_next_one(content):
    with WorkbookReader() as reader:
        reader.ask(b"%PDF-1.7")
        assert tables(reader.take_in(content)) != {}


def test_that_nothing_asked_is_nothing_answered():
    with WorkbookReader() as reader, pytest.raises(ValueError, match="nothing was asked"):
        reader.answer()
