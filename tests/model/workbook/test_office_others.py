"""What is no workbook of ours, as other programs really write it. Needs LibreOffice."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from model.workbook.reasons import Reason, Refusal, cure_of
from model.workbook.sealed import load, read_report

OTHERS = {
    "xls": ("xls:MS Excel 97", Reason.OLD_EXCEL),
    "ods": ("ods", Reason.OPEN_DOCUMENT),
    "fods": ("fods", Reason.TEXT),
    "csv": ("csv", Reason.TEXT),
    "csv in GBK": ("csv:Text - txt - csv (StarCalc):44,34,GBK", Reason.TEXT),
    "pdf": ("pdf", Reason.PDF),
    "html": ("html", Reason.TEXT),
    "xlsm": ("xlsm:Calc MS Excel 2007 VBA XML", Reason.MACROS),
}


def refused(name: str, content: bytes, report, reader) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_report(name, content, report.questionnaire, reader)
    return caught.value


@pytest.mark.office
@pytest.mark.parametrize("kind", OTHERS)
def test_that_what_libreoffice_writes_is_named(kind, tmp_path, content, report, convert, reader):
    path = tmp_path / "报送.xlsx"
    path.write_bytes(content)
    filter_name, reason = OTHERS[kind]
    made = convert(path, filter_name)
    for name in (made.name, "报送.xlsx"):  # whatever the name says
        refusal = refused(name, made.read_bytes(), report, reader)
        assert refusal.code is reason
        # A workbook with macros can still be opened: its title tells that our program made it.
        assert refusal.hint == cure_of(reason, "program" if kind == "xlsm" else "")


def test_that_a_mail_with_the_workbook_in_it_is_named(content, report, reader):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "报送"
    mail.set_content("见附件。")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="a.xlsx")
    assert refused("报送.eml", bytes(mail), report, reader).code is Reason.MAIL


def test_that_a_zip_of_workbooks_is_named(content, report, reader):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("各单位/区民政局.xlsx", content)
        archive.writestr("各单位/区教育局.xlsx", content)
    assert refused("报送.xlsx", out.getvalue(), report, reader).code is Reason.ARCHIVE


def test_that_a_lock_file_is_named_without_being_opened(tmp_path):
    (tmp_path / "~$报送.xlsx").write_bytes(b"\x06Clerk" + bytes(159))
    with pytest.raises(Refusal) as caught:
        load(tmp_path / "~$报送.xlsx")
    assert caught.value.code is Reason.LOCK_FILE
