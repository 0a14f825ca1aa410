"""任务分解表: out as a workbook, edited by people in their office program, back as lines."""

import subprocess
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from forms import FORMS
from model.domain.package import Duty
from model.errors import AppError
from model.jobs import JobContext
from model.package.countersignature import (
    DutySheetRejected,
    countersigned,
    duty_paper,
    returned_sheet,
    taken_over,
)
from model.package.duties import confirmed, duties_in_force, unconfirmed
from model.package.outgoing import package_report
from model.workbook.duty_sheet.write import duty_sheet_bytes, suggested_duty_name, write_duty_sheet
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.package.write import write_package
from model.workbook.reasons import Refusal

AT = "2025-11-01T09:00:00+08:00"
ITEM, OTHER, THIRD = "3.1.1-01", "3.1.1-02", "3.1.1-03"


def asked(plan):
    return Questionnaire(plan=plan, forms=FORMS)


@pytest.fixture(scope="module")
def proposed(plan, silent):
    return replace(silent, separate_support=True)


@pytest.fixture(scope="module")
def reader():
    with WorkbookReader() as reader:
        yield reader


@pytest.fixture
def sheet(plan, proposed, tmp_path):
    """The sheet as it went out, and a hand that types into it: (item, column) -> words."""
    path = tmp_path / "会签稿.xlsx"
    write_duty_sheet(path, duty_paper(plan, proposed, AT), JobContext())

    def typed(cells):
        book = load_workbook(path)
        paper = book["任务分解表"]
        columns = {cell.value: cell.column for cell in paper[1]}
        rows = {cell.value: cell.row for cell in paper["A"]}
        for (item, column), words in cells.items():
            paper.cell(rows[item], columns[column]).value = words
        book.save(path)
        return path

    return typed


def test_that_every_item_stands_in_it_with_its_reason(plan, proposed):
    paper = duty_paper(plan, proposed, AT)
    assert sorted(line.item for line in paper.lines) == sorted((*plan.measures, *plan.indicators))
    for line in paper.lines:
        assert line.basis.endswith(plan.proposals[line.item].reason)
        assert line.lead
    done = duty_paper(plan, confirmed(plan, proposed, [ITEM]), AT)
    assert [line.item for line in done.lines if line.basis == "办公室已确认"] == [ITEM]
    assert suggested_duty_name(2025, sample=True) == "示例_2025年度任务分解表（会签稿）.xlsx"


def test_that_equal_papers_give_equal_bytes(plan, proposed):
    paper = duty_paper(plan, proposed, AT)
    assert duty_sheet_bytes(paper, JobContext()) == duty_sheet_bytes(paper, JobContext())


def test_that_an_untouched_sheet_says_nothing(plan, proposed, sheet, reader):
    assert countersigned(plan, proposed, returned_sheet(sheet({}), asked(plan), reader)) == ()


def test_that_what_was_typed_is_listed_and_taken_over_line_by_line(plan, proposed, sheet, reader):
    path = sheet(
        {
            (ITEM, "lead"): "商务局",  # as people say
            (ITEM, "support"): "区科技局；区数字经济办",
            (ITEM, "comment"): "请商务局牵头",
            (OTHER, "comment"): "无意见",
            (THIRD, "lead"): "区工信局、区商务局",
        }
    )
    first, second, third = countersigned(plan, proposed, returned_sheet(path, asked(plan), reader))
    assert (first.item, first.comment) == (ITEM, "请商务局牵头")
    assert first.before.startswith("区科技局牵头")
    assert first.after == "区商务局牵头，区科技局、区数字经济办配合"
    assert first.takeable
    assert (second.duties, second.takeable, second.comment) == (None, False, "无意见")
    assert not third.takeable
    assert "区工信局" in third.unknown[0]

    after = taken_over(plan, proposed, (first, second, third))
    assert set(after.duties) == {ITEM}
    duties = duties_in_force(plan, after)[ITEM]
    assert [body for body, duty in duties.items() if duty is Duty.LEAD] == ["swj"]
    assert duties["hzjlb"] is Duty.NONE
    assert ITEM not in {item.id for item in unconfirmed(plan, after)}
    left = countersigned(plan, after, returned_sheet(path, asked(plan), reader))
    assert [one.item for one in left] == [ITEM, OTHER, THIRD]
    assert left[0].duties is None  # taken over: only the comment is left


def test_that_all_streets_are_named_together_and_understood_so(plan, proposed, sheet, reader):
    paper = duty_paper(plan, proposed, AT)
    whole = next(body for body in plan.departments.values() if len(body.members) > 5)
    path = sheet({(ITEM, "support"): whole.name})
    (one,) = countersigned(plan, proposed, returned_sheet(path, asked(plan), reader))
    assert {b for b, d in one.duties.items() if d is Duty.SUPPORT} >= {*whole.members} - {"kjj"}
    assert any("个）" in line.lead + line.support for line in paper.lines)


def test_that_departments_are_known_by_their_aliases(plan, proposed, sheet, reader):
    body = next(one for one in plan.bodies if one.aliases)
    path = sheet({(ITEM, "lead"): body.aliases[0]})
    (one,) = countersigned(plan, proposed, returned_sheet(path, asked(plan), reader))
    assert [key for key, duty in one.duties.items() if duty is Duty.LEAD] == [body.id]


def test_that_a_line_without_lead_is_not_led(plan, proposed, sheet, reader):
    (one,) = countersigned(
        plan, proposed, returned_sheet(sheet({(ITEM, "lead"): None}), asked(plan), reader)
    )
    assert one.takeable
    assert not one.led


@pytest.mark.office
def test_that_a_sheet_saved_by_libreoffice_says_the_same(plan, proposed, sheet, reader, tmp_path):
    path = sheet({(ITEM, "lead"): "区商务局", (ITEM, "comment"): "同意"})
    plain = countersigned(plan, proposed, returned_sheet(path, asked(plan), reader))
    out, profile = tmp_path / "out", (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert len(plain) == 1
    assert (
        countersigned(plan, proposed, returned_sheet(out / path.name, asked(plan), reader)) == plain
    )


def test_that_another_years_sheet_is_refused(plan, proposed, sheet, reader):
    returned = returned_sheet(sheet({}), asked(plan), reader)
    with pytest.raises(AppError, match="2025"):
        countersigned(plan, replace(proposed, year=2026), returned)


def test_that_another_workbook_is_refused(tmp_path, reader, plan, proposed):
    path = tmp_path / "任务包.xlsx"
    write_package(path, package_report(plan, proposed), JobContext())
    with pytest.raises(DutySheetRejected):
        returned_sheet(path, asked(plan), reader)
    path.write_bytes(b"PK no workbook")
    with pytest.raises(Refusal):
        returned_sheet(path, asked(plan), reader)
