"""A sheet filled in in the app, and passed on: nothing in it says on which level it is."""

from contextlib import closing

from forms import FORMS
from model.clerk.section_year import section_terms
from model.domain.answers import Evidence
from model.domain.section import SaidCell, Section, SectionReturn, Share
from model.evidence_files.folder import EvidenceFiles
from model.jobs import JobContext
from model.parts.collection import collect
from model.parts.dispatch import Dispatch, send
from model.parts.division import fetch_division
from model.parts.filled_sheet import SheetToReturn, begin, begun_sheets, file_names, write_filled
from model.parts.shares import give
from model.plans import PlanLibrary
from model.scoring.assess import Assessor
from model.store.answers import fetch_answers, save_answers
from model.store.data_file import open_store
from model.store.personal_data import clear_personal_data, personal_data
from model.store.sections import save_sections
from model.workbook.layout import Questionnaire
from model.workbook.sealed import read_file
from tests.model.parts.sections import AT, DEPARTMENT, YEAR, fill


def test_that_a_section_divides_its_sheet_again_and_all_of_it_comes_back(office, tmp_path):
    """The department asks a street, the street asks two communities."""
    (street,) = office.found("某街道")
    a, b, c, *_ = office.measures
    office.give(street, a, b, c)
    (sent,) = office.send(street)
    (tmp_path / "街道").mkdir()
    own = tmp_path / "街道" / "自评估数据.db"
    begun = begin(own, sent.sheet, SectionReturn(), EvidenceFiles(tmp_path))
    with closing(open_store(begun.data_file)) as db:
        terms = section_terms(PlanLibrary(db, office.plan), begun.sheet)
        asked = Questionnaire(plan=terms.plan, forms=FORMS)
        targets = Assessor(terms.plan, office.rulebook, DEPARTMENT, YEAR).targets
        communities = (Section(id="s1", name="甲社区"), Section(id="c2", name="乙社区"))
        save_sections(db, YEAR, DEPARTMENT, communities)
        for one, item in zip(communities, (a, b), strict=True):
            give(db, fetch_division(db, YEAR, DEPARTMENT), [item], one, Share.LEAD)
        save_answers(db, YEAR, DEPARTMENT, {c: {"done": "街道自己写的"}}, "")
        order = Dispatch(
            data_file=begun.data_file, folder=tmp_path / "街道", year=YEAR, department=DEPARTMENT,
            sections=("s1", "c2"), items=(a, b, c), questionnaire=asked, plan=begun.sheet.plan,
            made_at=AT, targets=targets, last_year={},
        )  # fmt: skip
        for item, community in zip((a, b), send(order, JobContext()), strict=True):
            words = f"{community.section.name}写的"
            back = read_file(fill(community.path, {(item, "done"): words}), asked)
            told = collect(
                db,
                fetch_division(db, YEAR, DEPARTMENT),
                back.sheet,
                back.content,
                (a, b, c),
                file_name="回.xlsx",
                sha256=back.sha256,
            )
            assert told.items == (item,)
    ((place, whose),) = begun_sheets(own)
    assert (place, whose) == (begun.data_file, sent.sheet)
    whole = SheetToReturn(
        folder=tmp_path, data_file=place, sheet=whose, questionnaire=asked, targets=dict(targets),
        made_at="2026-01-06T09:00:00+08:00",
    )  # fmt: skip
    assert office.collect(write_filled(whole, JobContext()).path).items == (a, b, c)
    assert [office.answer(item, "done") for item in (a, b, c)] == [
        "甲社区写的", "乙社区写的", "街道自己写的"
    ]  # fmt: skip


def test_that_words_of_a_file_do_not_come_under_another_state_that_was_typed_here(office, tmp_path):
    (section,) = office.found("市容科")
    one, two, *_ = office.measures
    office.give(section, one, two)
    (sent,) = office.send(section)
    own, files = tmp_path / "自评估数据.db", EvidenceFiles(tmp_path)
    with closing(open_store(begin(own, sent.sheet, SectionReturn(), files).data_file)) as db:
        save_answers(db, YEAR, DEPARTMENT, {one: {"state": "done"}}, "")
    said = [("state", "ongoing"), ("progress", "47"), ("done", "正在做")]
    cells = [SaidCell(item=item, field=key, said=text) for item in (one, two) for key, text in said]
    again = begin(own, sent.sheet, SectionReturn(said=tuple(cells)), files)
    assert (again.taken, again.kept) == ((two,), 3)
    with closing(open_store(again.data_file)) as db:
        answers = fetch_answers(db, YEAR, DEPARTMENT)
    assert answers[one] == {"state": "done"}
    assert answers[two] == dict(said)


def test_that_people_of_past_years_are_cleared_from_sheets_too(office, tmp_path):
    (section,) = office.found("市容科")
    office.give(section, office.measures[0])
    (sent,) = office.send(section)
    said = SectionReturn(filled_by="张三丰", signed_by="李四光")
    own = tmp_path / "自评估数据.db"
    place = begin(own, sent.sheet, said, EvidenceFiles(tmp_path)).data_file
    with closing(open_store(own)) as db:
        assert personal_data(db, (YEAR,)).covers == 2
        clear_personal_data(db, (YEAR,), "赵六", "满一年")
        assert personal_data(db, (YEAR,)).covers == 0
    assert "张三丰".encode() not in place.read_bytes()
    assert "李四光".encode() not in place.read_bytes()


def test_that_files_of_one_name_get_names_of_their_own():
    pieces = [
        Evidence(id=f"{n}", item="x", title="照片", file_name=name, sha256=sha256)
        for n, (name, sha256) in enumerate(
            [("照片.JPG", "1"), ("照片.jpg", "2"), ("照片.jpg", "1")]
        )
    ]
    assert file_names(pieces) == {"1": "照片.JPG", "2": "照片(2).jpg"}
