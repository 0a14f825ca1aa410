"""Saved mails: their attachments are taken out like a zip's, and what is none is passed over."""

from email.message import EmailMessage

import pytest

from model.consolidation import mails
from model.consolidation.attachments import attachments, members_of
from model.workbook.reasons import Reason, Refusal
from tests.model.consolidation.test_attachments import zipped


def mail(*files, forwarded=None) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "年度自评估", "a@example.cn", "b@example.cn"
    made.set_content("附件请查收。")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if forwarded is not None:
        made.add_attachment(forwarded)
    return made.as_bytes()


@pytest.fixture
def inside(tmp_path, reader):
    def inside_(content: bytes, name: str = "报送.eml"):
        (tmp_path / name).write_bytes(content)
        (one,) = attachments(tmp_path / name)
        return members_of(one, reader)

    return inside_


@pytest.mark.parametrize("name", ["报送.eml", "报送", "报送.txt"])
def test_that_a_mail_gives_its_attachments_whatever_it_is_called(inside, reader, name):
    (one,) = inside(mail(("区教育局_自评估.xlsx", bytes(range(256)) * 9)), name)
    assert one.name == f"{name}/区教育局_自评估.xlsx"
    assert one.content(reader) == bytes(range(256)) * 9


def test_that_unusual_line_ends_and_first_headers_make_no_difference(inside, reader):
    content = b"DKIM-Signature: v=1;\n\ta=rsa\nReceived: from a\n" + mail(("a.xlsx", b"abc"))
    (one,) = inside(content.replace(b"\n", b"\r\n"))
    assert one.content(reader) == b"abc"


def test_that_a_forwarded_mail_gives_its_attachments_too(inside):
    inner = EmailMessage()
    inner["Subject"] = "原邮件"
    inner["From"] = "c@example.cn"
    inner.add_attachment(b"abc", maintype="application", subtype="zip", filename="里.xlsx")
    assert [one.name for one in inside(mail(forwarded=inner))] == ["报送.eml/里.xlsx"]


def test_that_a_mail_in_a_zip_is_opened_and_no_deeper_than_zips(inside, reader):
    (letter,) = inside(zipped(("a.eml", mail(("b.zip", zipped(("c.xlsx", "c")))))), "附件.zip")
    (packed,) = members_of(letter, reader)
    with pytest.raises(Refusal) as caught:
        members_of(packed, reader)
    assert caught.value.code is Reason.ARCHIVE


def test_that_pictures_in_the_text_are_no_attachments_and_none_at_all_is_said(inside):
    made = EmailMessage()
    made["Subject"], made["From"] = "谢谢", "a@example.cn"
    made.set_content("收到")
    made.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline"
    )
    with pytest.raises(Refusal) as caught:
        inside(made.as_bytes())
    assert caught.value.code is Reason.MAIL


def test_that_a_mail_of_endless_parts_is_refused(inside, monkeypatch):
    monkeypatch.setattr(mails, "PARTS", 5)
    with pytest.raises(Refusal) as caught:
        inside(mail(*((f"{number}.xlsx", b"a") for number in range(9))))
    assert caught.value.code is Reason.SUSPICIOUS


def test_that_a_mail_cut_off_gives_what_is_whole(inside):
    content = mail(("a.xlsx", b"abc" * 99), ("b.xlsx", b"b" * 9999))
    names = [one.name for one in inside(content[:-5000])]
    assert names[0] == "报送.eml/a.xlsx"
