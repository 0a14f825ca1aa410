"""The zip archive of a workbook, checked before anything in it is unpacked."""

from collections.abc import Collection

from model.domain.typed_words import has_unseen
from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.directory import Member, directory
from model.workbook.intake.refused import Refused

CONTENT_TYPES = "[content_types].xml"
ACTIVE = (
    "xl/macrosheets/", "xl/activex/", "xl/dialogsheets/",
    "customui/", "customui14/",
)  # fmt: skip
REPETITIVE = {"xl/styles.xml", "xl/workbook.xml"}  # of old workbooks; read as a stream
FETCHING = ("xl/connections.xml", "xl/querytables/", "xl/model/", "xl/webextensions/")


class Archive:
    """Members by name, whatever its case; each unpacked when asked for, under a limit.

    Raises (everywhere): Refused.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > limits.FILE:
            raise Refused(Reason.TOO_BIG)
        self._content = content
        members, self.trailing = directory(content)
        self.members = {member.name.lower(): member for member in members}
        if len(self.members) < len(members):
            raise Refused(Reason.SUSPICIOUS, "部件重复")
        if sum(member.size for member in members) > limits.TOTAL:
            raise Refused(Reason.BOMB, "展开后的总大小")
        for member in members:
            _check(member)
        _refuse_what_is_no_workbook(self.members.keys())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.members

    def part(self, name: str) -> bytes:
        """The content of the member *name*."""
        member = self.members.get(name.lower())
        if member is None:
            raise Refused(Reason.DAMAGED, f"缺少部件 {name[:100]}")
        return member.unpacked(self._content)


def _check(member: Member) -> None:
    name = member.name
    if (
        not 0 < len(name) <= limits.NAME
        or name.startswith("/")
        or ":" in name
        or ".." in name.split("/")
        or has_unseen(name)
    ):
        raise Refused(Reason.SUSPICIOUS, "部件名")
    if member.size > limits.PART:
        raise Refused(Reason.BOMB, "部件大小")
    if name.lower() not in REPETITIVE and member.size > max(
        limits.RATIO_FROM, limits.RATIO * member.packed
    ):
        raise Refused(Reason.BOMB, "压缩比")


def _refuse_what_is_no_workbook(names: Collection[str]) -> None:
    if CONTENT_TYPES not in names:
        raise Refused(_kind_without_types(names))
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused(Reason.OTHER_OFFICE)
    if "xl/workbook.bin" in names:
        raise Refused(Reason.BINARY_EXCEL)
    if any("vbaproject" in name or name.startswith(ACTIVE) for name in names):
        raise Refused(Reason.MACROS)
    if any(name.startswith(FETCHING) for name in names):
        raise Refused(Reason.ACTIVE)


def _kind_without_types(names: Collection[str]) -> Reason:
    if "mimetype" in names:
        return Reason.OPEN_DOCUMENT
    if "ofd.xml" in names:
        return Reason.OFD
    return Reason.NUMBERS if any(name.endswith(".iwa") for name in names) else Reason.ARCHIVE
