"""A workbook's zip archive, looked at from outside before anything in it is unpacked."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from model.workbook.intake import limits
from model.workbook.intake.refused import Refused
from model.workbook.reasons import Reason

CHUNK = 2**16
KNOWN = {
    b"application/vnd.oasis.opendocument": Reason.OPEN_DOCUMENT,
    b"application/vnd.openxmlformats-officedocument.wordprocessingml": Reason.OTHER_OFFICE,
}


class Archive:
    """Members by name, each read piece by piece under a limit.

    Raises (everywhere): Refused.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > limits.FILE:
            raise Refused(Reason.TOO_BIG)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self.members = {info.filename: info for info in self._checked(content)}
        except (zipfile.BadZipFile, ValueError, struct.error, OverflowError, UnicodeError) as error:
            raise Refused(Reason.DAMAGED, "压缩结构") from error
        except NotImplementedError as error:
            raise Refused(Reason.SUSPICIOUS, "压缩方法") from error
        self._refuse_what_is_no_workbook()

    def _checked(self, content: bytes) -> Iterator[zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > limits.MEMBERS:
            raise Refused(Reason.BOMB, f"{len(infos)} 个部件")
        if sum(info.file_size for info in infos) > limits.TOTAL:
            raise Refused(Reason.BOMB, "展开后的总大小")
        seen: set[str] = set()
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.filename.casefold() in seen:
                raise Refused(Reason.SUSPICIOUS, "部件重复")
            seen.add(info.filename.casefold())
            self._check_member(info)
            if info.header_offset < end:
                raise Refused(Reason.SUSPICIOUS, "部件重叠")
            end = info.header_offset + 30 + info.compress_size
        if end > len(content):
            raise Refused(Reason.DAMAGED, "压缩结构")
        yield from infos

    @staticmethod
    def _check_member(info: zipfile.ZipInfo) -> None:
        name = info.filename
        if (
            len(name) > limits.NAME
            or name.startswith("/")
            or "\\" in name
            or ":" in name
            or ".." in name.split("/")
            or not name.isprintable()
            or info.orig_filename != name
        ):
            raise Refused(Reason.SUSPICIOUS, "部件名")
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise Refused(Reason.SUSPICIOUS, "符号链接")
        if info.flag_bits & 0x1:
            raise Refused(Reason.ENCRYPTED)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(Reason.SUSPICIOUS, "压缩方法")
        if info.file_size > limits.PART:
            raise Refused(Reason.BOMB, "部件大小")
        if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * max(
            info.compress_size, 1
        ):
            raise Refused(Reason.BOMB, "压缩比")

    def _refuse_what_is_no_workbook(self) -> None:
        names = self.members.keys()
        if "[Content_Types].xml" not in names:
            if "mimetype" in names:
                raise Refused(Reason.OPEN_DOCUMENT)
            raise Refused(Reason.ARCHIVE)
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise Refused(Reason.OTHER_OFFICE)
        if "xl/workbook.bin" in names:
            raise Refused(Reason.BINARY_EXCEL)
        for name in names:
            low = name.lower()
            if "vbaproject" in low or low.startswith(
                ("xl/macrosheets/", "xl/activex/", "xl/embeddings/", "xl/dialogsheets/")
            ):
                raise Refused(Reason.MACROS)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The member's content, counted while it is unpacked; its checksum is checked."""
        info = self.members.get(name)
        if info is None:
            raise Refused(Reason.DAMAGED, f"缺少部件 {name}")
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(CHUNK):
                    size += len(piece)
                    if size > min(info.file_size, limits.PART):
                        raise Refused(Reason.SUSPICIOUS, "部件大小不实")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
            raise Refused(Reason.DAMAGED, f"部件 {name}") from error
        except (NotImplementedError, RuntimeError, ValueError) as error:
            raise Refused(Reason.SUSPICIOUS, f"部件 {name}") from error
        if size != info.file_size:
            raise Refused(Reason.DAMAGED, f"部件 {name}")
