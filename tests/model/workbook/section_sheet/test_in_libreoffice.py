"""A section's sheet in LibreOffice: rows sorted by hand and saved again, and what is printed."""

from pathlib import Path
from subprocess import run

import pytest

from model.paths import asset
from model.scoring.loader import load_rulebook
from tests.model.parts.sections import Office, fill

pytestmark = pytest.mark.office

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Sort(source As String, target As String, title As String, first)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  sheet = doc.Sheets.getByName(title)
  sheet.unprotect("")
  last = 4
  Do While sheet.getCellByPosition(0, last + 1).String &lt;&gt; "sign"
    last = last + 1
  Loop
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = 1 - first
  fields(0).IsAscending = False
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = fields()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  sheet.getCellRangeByPosition(first, 4, 30, last).sort(how())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(target), kind())
  doc.close(True)
End Sub
</script:module>
"""


@pytest.fixture(scope="module")
def sorted_in_libreoffice(tmp_path_factory):
    """The workbook with the rows of a sheet sorted downwards, from column *first* on (0: with the
    hidden keys), and saved again.
    """
    profile = tmp_path_factory.mktemp("profile")
    start = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE)

    def sort(path: Path, title: str, first: int) -> Path:
        target = path.with_name(f"排过序{first}.xlsx")
        call = f'macro:///Standard.Module1.Sort("{path}", "{target}", "{title}", {first})'
        run([*start, call], check=True, capture_output=True, timeout=180)
        return target

    return sort


@pytest.fixture
def office(tmp_path, today):
    rules = load_rulebook(next(asset("rules").glob("percent-2025*.toml")))
    made = Office(tmp_path, today, rules)
    yield made
    made.db.close()


@pytest.mark.parametrize("first", [0, 1])
def test_that_rows_sorted_by_hand_and_saved_again_join_as_they_were(
    office, sorted_in_libreoffice, first
):
    (section,) = office.found("市容科")
    own = office.measures[:6]
    office.give(section, *own)
    (sent,) = office.send(section)
    cells = {(item, "done"): f"第 {n} 项做了什么" for n, item in enumerate(own)}
    back = sorted_in_libreoffice(fill(sent.path, cells, "填好.xlsx"), "任务清单", first)
    told = office.collect(back)
    assert not told.asked
    assert told.doubts == 0
    assert {item: office.answer(item, "done") for item in own} == {
        item: text for (item, _), text in cells.items()
    }
