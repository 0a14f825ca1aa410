from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from forms import FORMS
from model.clerk.own_report import Brought
from model.clerk.year import ClerkYear
from model.domain.answers import Evidence
from model.domain.plan import Department, DepartmentKind
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.return_slip import Remark, ReturnSlip
from model.domain.sealed import seal, unseal_as
from model.domain.submission import Submission
from model.errors import AppError
from model.jobs import JobContext
from model.package.succession import take_over
from model.plans import PlanLibrary
from model.store import edit_log
from model.store.data_file import open_store
from model.store.packages import keep_package
from model.workbook.report.read import ReceivedReport
from model.workbook.sealed import read_file
from model.workbook.slip.content import SlipReport
from model.workbook.slip.write import slip_bytes, suggested_slip_name, write_slip
from tests.model.workbook.damage import place_of
from tests.model.workbook.years import (
    ANSWERS,
    OPENED,
    REORGANISED,
    YEAR,
    exported,
    make_report,
    questionnaire,
    small_plan,
    small_rulebook,
)

SENT = make_report(ANSWERS).submission
SLIP = ReturnSlip(
    id="s1",
    year=YEAR,
    department="cgw",
    number=1,
    submission=SENT.digest,
    sequence=1,
    made_at="2026-01-05T10:00:00+08:00",
    remarks=(
        Remark(item="i-cars", text="请附购车合同。"),
        Remark(item="3.1-01-02", text="=写明覆盖范围"),
    ),
    general="请核对联系人。",
    due="2026-01-12",
    made_by="李四",
)


def report(slip=SLIP, submission=SENT):
    return SlipReport(questionnaire=questionnaire(), slip=slip, submission=submission)


@pytest.fixture
def desk(tmp_path):
    db = open_store(tmp_path / "data.db")
    desk = ClerkYear(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, "cgw", YEAR)
    for item, answer in ANSWERS.items():
        desk.save(item, answer)
    yield desk
    db.close()


def returned(desk):
    """The desk's year was sent, and came back with SLIP's remarks."""
    sent = desk.next_submission()
    desk.record(sent, "报送.xlsx")
    slip = replace(SLIP, submission=sent.digest)
    assert desk.take_slip(slip, "退回单.xlsx")
    return slip


def test_that_a_slip_comes_back_from_its_workbook_through_the_child(tmp_path):
    path = tmp_path / suggested_slip_name(report())
    write_slip(path, report(), JobContext())
    found = read_file(path, questionnaire())
    assert (found.slip, found.edits) == (SLIP, ())
    assert path.name.startswith("退回单_城管委_2025年度_第1号_")


def test_that_a_remark_that_was_struck_out_in_a_slip_is_told(tmp_path):
    path = tmp_path / "退回单.xlsx"
    write_slip(path, report(), JobContext())
    sheet, cell = place_of(path.read_bytes(), "slip", "i-cars", "remark")
    book = load_workbook(path)
    book[sheet][cell].font = Font(strike=True)
    book.save(path)
    (edit,) = read_file(path, questionnaire()).edits
    assert (edit.item, edit.found) == ("i-cars", "请附购车合同。（带删除线）")


def test_that_a_slips_bytes_depend_on_nothing_but_the_slip():
    assert slip_bytes(report()) == slip_bytes(report())
    assert unseal_as(ReturnSlip, seal(SLIP)) == SLIP


def test_that_a_slip_about_items_unknown_here_is_written_all_the_same(tmp_path):
    slip = replace(SLIP, remarks=(Remark(item="9.9-01", text="？"),))
    write_slip(tmp_path / "slip.xlsx", report(slip, None), JobContext())
    assert read_file(tmp_path / "slip.xlsx", questionnaire()).slip == slip


def test_that_a_submission_is_not_taken_for_a_slip(tmp_path):
    (tmp_path / "报送.xlsx").write_bytes(exported())
    assert isinstance(read_file(tmp_path / "报送.xlsx", questionnaire()), ReceivedReport)


def test_that_remarks_stand_at_their_items_until_the_year_is_sent_again(desk):
    slip = returned(desk)
    assert desk.returned.remarks["i-cars"].text == "请附购车合同。"
    assert not desk.take_slip(slip)
    desk.save("i-cars", {"value": "12"})
    desk.returned.reply("i-cars", "已改，合同附后。")
    again = desk.next_submission()
    assert [(r.item, r.changed, r.text) for r in again.replies] == [
        ("i-cars", True, "已改，合同附后。"),
        ("3.1-01-02", False, ""),
    ]
    desk.record(again, "重报.xlsx")
    assert not desk.returned.remarks
    assert desk.next_submission().replies == ()


def test_that_what_stands_behind_an_item_answers_a_remark_as_its_words_do(desk):
    old = Evidence(id="old", item="i-cars", title="旧合同")
    desk.add_evidence(old)
    returned(desk)
    assert desk.pending == {"i-cars", "3.1-01-02"}
    desk.add_evidence(Evidence(id="e1", item="3.1-01-02", title="现场照片"))
    assert desk.pending == {"i-cars"}
    assert {one.item: one.changed for one in desk.next_submission().replies} == {
        "i-cars": False,
        "3.1-01-02": True,
    }
    desk.remove_evidence("e1")
    assert desk.pending == {"i-cars", "3.1-01-02"}
    desk.add_evidence(replace(old, reference="津河合字〔2025〕3号"))
    assert desk.pending == {"3.1-01-02"}


def test_that_what_was_changed_before_a_remark_came_is_no_answer_to_it(desk, monkeypatch):
    sent = desk.next_submission()
    desk.record(sent, "报送.xlsx")
    desk.save("i-cars", {"value": "12"})
    monkeypatch.setattr("model.store.slips.now", lambda: "2099-01-01T09:00:00+08:00")
    desk.take_slip(replace(SLIP, submission=sent.digest), "退回单.xlsx")
    assert desk.pending == {"i-cars", "3.1-01-02"}
    monkeypatch.setattr("model.store.edit_log.now", lambda: "2099-01-01T09:01:00+08:00")
    desk.save("i-cars", {"value": "13"})
    assert desk.pending == {"3.1-01-02"}
    assert {one.item: one.changed for one in desk.next_submission().replies}["i-cars"]


def test_that_words_that_an_earlier_version_sent_though_hidden_answer_no_remark(desk):
    desk.save("3.1-01-02", {"state": "done"})
    now = desk.next_submission()
    said = {**now.answers["3.1-01-02"], "next_steps": "引进企业"}
    sent = replace(now, answers={**now.answers, "3.1-01-02": said})
    desk.record(sent, "报送.xlsx")
    desk.take_slip(replace(SLIP, submission=sent.digest), "退回单.xlsx")
    assert desk.pending == {"i-cars", "3.1-01-02"}


def test_that_the_day_to_report_again_is_known_until_the_year_is_sent_again(desk):
    assert desk.returned.due == ""
    sent = desk.next_submission()
    desk.record(sent, "报送.xlsx")
    desk.take_slip(replace(SLIP, submission=sent.digest, due="2099-12-08"), "退回单.xlsx")
    assert desk.returned.due == "2099-12-08"
    desk.save("i-cars", {"value": "12"})
    desk.record(desk.next_submission(), "重报.xlsx")
    assert desk.returned.due == ""


def test_that_only_remarks_can_be_replied_to(desk):
    returned(desk)
    with pytest.raises(LookupError):
        desk.returned.reply("i-green", "没有意见的事项")


def test_that_another_departments_slip_is_refused(desk):
    with pytest.raises(AppError, match="不是本单位2025年度的退回单"):
        desk.take_slip(replace(SLIP, department="jyj"), "退回单.xlsx")
    assert desk.returned.last is None


def test_that_replies_travel_with_the_submission_and_older_check_codes_stay_true(desk):
    returned(desk)
    again = desk.next_submission()
    assert unseal_as(Submission, seal(again)) == again
    assert b"replies" not in seal(SENT)


LATER = "2099-01-08T09:00:00+08:00"


def test_that_a_remark_on_a_report_that_is_not_kept_here_waits_until_the_item_is_changed(
    desk, monkeypatch
):
    desk.take_slip(replace(SLIP, sequence=2), "退回单.xlsx")
    assert desk.pending == {"i-cars", "3.1-01-02"}
    monkeypatch.setattr(edit_log, "now", lambda: LATER)
    desk.save("i-cars", {"value": "12"})
    assert {one.item: one.changed for one in desk.next_submission().replies} == {
        "i-cars": True,
        "3.1-01-02": False,
    }
    desk.save("i-cars", {"value": "11"})
    desk.read_again()
    assert desk.pending == {"i-cars", "3.1-01-02"}


@pytest.mark.parametrize("known", [0, 1, 2])
def test_that_the_next_report_goes_on_after_the_one_that_the_office_sent_back(desk, known):
    for _ in range(known):
        desk.record(desk.next_submission(), "报送.xlsx")
    desk.take_slip(replace(SLIP, sequence=2), "退回单.xlsx")
    assert desk.returned.unknown == 2
    assert set(desk.returned.remarks) == {"i-cars", "3.1-01-02"}
    coming = desk.next_submission()
    assert (coming.sequence, coming.parent) == (3, None)
    desk.record(coming, "第三次.xlsx")
    assert not desk.returned.remarks
    again = desk.next_submission()
    assert (again.sequence, again.parent) == (4, coming.id)


def test_that_a_report_found_again_is_what_the_remark_is_held_against(desk):
    lost = replace(desk.next_submission(), sequence=2)
    desk.take_slip(replace(SLIP, submission=lost.digest, sequence=2), "退回单.xlsx")
    desk.restore(lost, Brought(), "第二次.xlsx", "取回")
    assert desk.returned.unknown == 0
    assert desk.pending == {"i-cars", "3.1-01-02"}
    desk.save("i-cars", {"value": "12"})
    assert desk.next_submission().parent == lost.id
    assert {one.item for one in desk.next_submission().replies if one.changed} == {"i-cars"}


def test_that_a_slip_about_an_unknown_report_hides_none_about_the_last_one(desk):
    genuine = returned(desk)
    remark = Remark(item="i-cars", text="假的")
    other = replace(SLIP, id="x", number=9, submission="0" * 64, sequence=9, remarks=(remark,))
    desk.take_slip(other, "另一份.xlsx")
    assert desk.returned.last == genuine
    assert desk.returned.remarks["i-cars"].text == "请附购车合同。"


def test_that_an_older_slip_about_an_unknown_report_is_over(desk):
    for _ in range(3):
        desk.record(desk.next_submission(), "报送.xlsx")
    desk.take_slip(SLIP, "退回单.xlsx")
    assert desk.returned.unknown == 0
    assert not desk.returned.remarks
    assert desk.next_submission().sequence == 4


def heir(desk, *packages):
    """The year of the heir on the PC of *desk*, as the last of *packages* has it."""
    for one in packages:
        keep_package(desk._db, one)
    return ClerkYear(PlanLibrary(desk._db, small_plan()), small_rulebook(), FORMS, "new", YEAR)


def merged_into(desk):
    found = heir(desk, OPENED, REORGANISED)
    take_over(PlanLibrary(desk._db, small_plan()), REORGANISED, "new")
    found.read_again()
    return found


def test_that_remarks_and_replies_go_on_with_whoever_takes_over_until_it_reports(desk):
    desk.add_evidence(Evidence(id="e1", item="i-cars", title="购车合同"))
    slip = returned(desk)
    desk.reply("i-cars", "合同附后")
    after = merged_into(desk)
    assert after.pending == {"3.1-01-02"}
    assert after.returned.replies == {"i-cars": "合同附后"}
    after.reply("3.1-01-02", "已写明")
    after.undo()
    assert after.pending == {"3.1-01-02"}
    after.save("3.1-01-02", {"done": "改了"})
    sent = after.next_submission()
    assert [(r.slip, r.item, r.changed, r.text) for r in sent.replies] == [
        (slip.id, "i-cars", False, "合同附后"),
        (slip.id, "3.1-01-02", True, ""),
    ]
    after.record(replace(sent, exported_at="2099-01-01T09:00:00+08:00"), "新单位.xlsx")
    assert not after.returned.remarks
    assert after.returned.slips == (slip,)


def test_that_a_slip_made_out_to_the_old_name_is_taken_in_by_whoever_took_over(desk):
    sent = desk.next_submission()
    desk.record(sent, "报送.xlsx")
    after = merged_into(desk)
    after.take_slip(replace(SLIP, submission=sent.digest), "退回单.xlsx")
    assert set(after.returned.remarks) == {"i-cars", "3.1-01-02"}
    with pytest.raises(AppError):
        after.take_slip(replace(SLIP, id="s2", department="tjj"), "退回单.xlsx")


def test_that_remarks_come_back_with_a_body_whose_reorganisation_is_taken_back(desk):
    after = merged_into(desk)
    sent = after.next_submission()
    after.record(sent, "报送.xlsx")
    after.take_slip(replace(SLIP, department="new", submission=sent.digest), "退回单.xlsx")
    keep_package(desk._db, replace(OPENED, version=3))
    again = ClerkYear(PlanLibrary(desk._db, small_plan()), small_rulebook(), FORMS, "cgw", YEAR)
    assert again.goes_on_from == ("new",)
    assert set(again.returned.remarks) == {"i-cars", "3.1-01-02"}


def test_that_only_what_moved_goes_along_with_a_part(desk):
    returned(desk)
    part = Department(id="new", name="环卫局", kind=DepartmentKind.GOVERNMENT, in_plan=False)
    split = DepartmentChange(
        kind=ChangeKind.SPLIT, on="2025-12-01", before=("cgw",), after=("cgw", "new"),
        made=(part,), moves={"i-cars": ("new",)},
    )  # fmt: skip
    after = heir(desk, OPENED, replace(OPENED, version=2, changes=(split,)))
    assert set(after.returned.remarks) == {"i-cars"}
