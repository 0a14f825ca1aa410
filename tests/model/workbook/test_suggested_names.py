"""Names of the files that are handed on: every system takes them, whatever people are called."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from model.disk import is_device, is_too_long, safe_name
from model.workbook.package.write import suggested_package_name
from model.workbook.plan_file.write import suggested_plan_name
from model.workbook.rectification.write import suggested_notice_name, suggested_reply_name
from model.workbook.report.write import suggested_name
from model.workbook.review_file.write import suggested_review_file_name
from model.workbook.review_pack.write import suggested_pack_name
from model.workbook.section_sheet.write import suggested_section_name
from model.workbook.slip.write import suggested_slip_name
from model.workbook.template.write import suggested_template_name

ODD = ["发改委/统计局", "CON", "a:b?.x", "换\n行\t表", "长" * 200, "..", ""]
CODE = "3F2A 91C0 AAAA"
SUGGESTED = (
    suggested_name,
    suggested_slip_name,
    suggested_package_name,
    suggested_section_name,
    suggested_review_file_name,
    suggested_pack_name,
    suggested_template_name,
    suggested_notice_name,
    suggested_reply_name,
    suggested_plan_name,
)
ELSEWHERE = {"suggested_duty_name"}  # holds nothing that was typed


class Body(str):
    """A department, or its name alone."""

    __slots__ = ()

    @property
    def name(self):
        return str(self)


def about(said):
    """What the names are made of, each body, section and person called *said*."""
    common = {"year": 2025, "sample": True, "check_code": CODE}
    body = Body(said)
    made = SimpleNamespace(**common, sequence=12, number=12, version=12, section_name=said)
    return SimpleNamespace(
        **common,
        **dict.fromkeys(
            ("submission", "slip", "package", "sheet", "notice", "reply", "decisions"), made
        ),
        department=body,
        recipient=said,
        made_by=said,
        reviewer=said,
        filled=False,
        plan=SimpleNamespace(title=said, edition=said),
        record=made,
    )


@pytest.mark.parametrize("said", ODD)
@pytest.mark.parametrize("suggested", SUGGESTED)
def test_that_every_system_takes_the_name_whatever_was_typed(suggested, said, tmp_path):
    name = suggested(about(said))
    path = tmp_path / name
    assert path.parent == tmp_path
    assert not is_device(name)
    assert not is_too_long(path, windows=False)
    assert name == name.strip()
    assert name.endswith((".xlsx", ".zip"))
    if len(name) <= 80:
        assert safe_name(name) == name
    path.touch()


def test_that_every_name_that_is_suggested_is_among_those():
    room = Path(__file__).parents[3] / "model" / "workbook"
    files = [path.read_text("utf-8") for path in room.rglob("write.py")]
    found = {name for text in files for name in re.findall(r"def (suggested\w*name)\(", text)}
    assert found - ELSEWHERE == {one.__name__ for one in SUGGESTED}
