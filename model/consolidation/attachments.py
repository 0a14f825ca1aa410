"""Files as they are dropped on the window: single ones, folders, mails, zips of attachments.

A zip's list of members is read here, within limits; its members are unpacked in the limited child,
into memory only.
"""

import contextlib
import io
import struct
import unicodedata
import zipfile
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from model.consolidation import mails
from model.domain.review_file import MANIFEST, PACKAGES, REPORTS
from model.domain.typed_words import without_unseen
from model.errors import AppError
from model.workbook.intake import limits
from model.workbook.intake.file_kind import sniffed
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Reason, Refusal, refusal_for
from model.workbook.sealed import Sealed, load, read
from model.workbook.text import readable

FILES = 2_000  # taken in at once, those in zips and mails too
ARCHIVE = 500 * 2**20  # bytes of a zip of attachments
MEMBERS = 2_000
DIRECTORY = 2 * 2**20  # bytes of a zip's list of members
DEPTH = 2  # zips in zips, mails in zips
LOOK = 4096  # bytes by which a mail is known
UNPACKED = 2 * 2**30  # bytes of all attachments of one zip
TAIL = 65_557  # where a zip's list of members announces itself, from the end
MARKS = {"[Content_Types].xml", "mimetype", "OFD.xml"}  # of single files that are zips
LOCAL = struct.Struct("<4s5H3L2H")  # what stands before each member
QUIET = {"thumbs.db", "desktop.ini", ".ds_store"}
LOCKS = ("~$", ".~lock.", "._", ".~")
UNFINISHED = (".part", ".tmp", ".crdownload")


@dataclass(frozen=True)
class Attachment:
    """One file to be received. `name` tells where the file lay: '邮件.zip/区教育局.xlsx'."""

    name: str
    path: Path | None = None
    archive: "AttachmentZip | None" = None
    member: zipfile.ZipInfo | None = None
    kept: bytes | None = None  # of a file that came before, or with a mail
    depth: int = 0  # zips and mails that it lay in

    def content(self, reader: WorkbookReader) -> bytes:
        """The content of the file, unpacked by *reader* where it lies in a zip. Raises: Refusal."""
        if self.path is not None:
            return load(self.path)
        if self.kept is not None:
            if len(self.kept) > limits.FILE:
                raise Refusal(self.name, Reason.TOO_BIG)
            return self.kept
        if self.archive is None or self.member is None:
            raise ValueError(f"{self.name} lies nowhere")
        return self.archive.unpack(self.name, self.member, reader)

    def beginning(self, reader: WorkbookReader) -> bytes:
        """The first LOOK bytes of what lies in a mail or zip, however large it is; of a file by
        itself, or one that can't be looked at, none.
        """
        if self.archive is None or self.member is None:
            return (self.kept or b"")[:LOOK]
        with contextlib.suppress(Refused, Refusal, OSError, ValueError, OverflowError):
            return self.archive.beginning(self.name, self.member, reader)
        return b""


@dataclass
class AttachmentZip:
    """A zip of attachments. The sizes of all its unpacked members count against one limit."""

    source: Path | io.BytesIO
    room: int = field(default=UNPACKED)

    def unpack(self, name: str, info: zipfile.ZipInfo, reader: WorkbookReader) -> bytes:
        """The content of one member. Raises: Refusal."""
        if info.flag_bits & 0x1:
            raise Refusal(name, Reason.LOCKED_ARCHIVE)
        if max(info.file_size, info.compress_size) > limits.FILE:
            raise Refusal(name, Reason.TOO_BIG)
        packed = max(info.compress_size, 1)
        if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * packed:
            raise Refusal(name, Reason.BOMB)
        try:
            content = reader.unpack(self._packed(name, info), info.compress_type, info.file_size)
        except Refused as refused:
            raise refusal_for(name, refused) from refused
        except (OSError, ValueError, OverflowError) as error:  # a place outside the file, say
            raise Refusal(name, Reason.DAMAGED) from error
        self.room -= len(content)
        if len(content) > info.file_size or self.room < 0:
            raise Refusal(name, Reason.BOMB)
        if len(content) < info.file_size or zlib.crc32(content) != info.CRC:
            raise Refusal(name, Reason.DAMAGED)
        return content

    def beginning(self, name: str, info: zipfile.ZipInfo, reader: WorkbookReader) -> bytes:
        """The first LOOK bytes of one member. Raises: Refusal, Refused, OSError, ValueError."""
        packed = self._packed(name, info, 2 * LOOK)
        return reader.unpack(packed, info.compress_type, LOOK)[:LOOK]

    def _packed(self, name: str, info: zipfile.ZipInfo, most: int = limits.FILE) -> bytes:
        """The bytes of one member as they are packed, *most* at the most. Raises: Refusal."""
        with contextlib.ExitStack() as stack:
            if isinstance(self.source, Path):
                file: IO[bytes] = stack.enter_context(self.source.open("rb"))
            else:
                file = self.source
            file.seek(info.header_offset)
            head = file.read(LOCAL.size)
            if len(head) < LOCAL.size or head[:4] != b"PK\x03\x04":
                raise Refusal(name, Reason.DAMAGED)
            *_, letters, more = LOCAL.unpack(head)
            file.seek(letters + more, io.SEEK_CUR)
            return file.read(min(info.compress_size, most))


def attachments(path: Path) -> Iterator[Attachment]:
    """The file *path*, or every file under the folder *path*, by name; zips are opened later.

    Symbolic links, lock files, thumbnails and unfinished downloads are passed over. What can't be
    looked at inside the folder is given as a file that can't be read.

    Raises:
        OSError: the folder itself can't be read.
        AppError: there are more than FILES of them.
    """
    given_so_far = 0
    root, waiting = path.parent, deque([path])
    while waiting:
        one = waiting.popleft()
        try:
            if one.is_symlink() or passed_over(one.name):
                continue
            if one.is_dir():
                waiting.extendleft(sorted(one.iterdir(), key=lambda child: child.name)[::-1])
                continue
            given = one == path or one.is_file()
        except OSError:
            if one == path:
                raise
            given = True
        if given:
            given_so_far += 1
            if given_so_far > FILES:
                raise too_many(readable(path.name))
            yield Attachment(name=readable(one.relative_to(root).as_posix()), path=one)


def too_many(name: str) -> AppError:
    """What to tell where *name* brings more files than a mailbox ever holds."""
    return AppError(
        f"“{name}”里的文件超过 {FILES} 个，没有接收任何文件。",
        hint="请只选存放邮件附件的文件夹；确有这么多的，请分几次接收。",
    )


def passed_over(name: str) -> bool:
    low = name.lower()
    return low in QUIET or low.startswith(LOCKS) or low.endswith(UNFINISHED)


def members_of(attachment: Attachment, reader: WorkbookReader) -> list[Attachment] | None:
    """The files in a zip or a mail; None if *attachment* is a single file of any other kind.

    Raises:
        Refusal: it is one of them, and too large or too deep to be opened, or without a file.
    """
    depth = attachment.depth + 1
    if (mail := _mail_in(attachment, reader)) is not None:
        return _enclosed(attachment, mail)
    source = _zip_source(attachment, reader)
    if source is None:
        return None
    try:
        with zipfile.ZipFile(source) as opened:
            infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
    except (zipfile.BadZipFile, ValueError, struct.error, OverflowError, NotImplementedError):
        return None  # a damaged workbook, most likely: let the reader say so
    names = {info.filename for info in infos}
    if names & MARKS or any(name.endswith(".iwa") for name in names):
        return None
    if depth > DEPTH or len(infos) > MEMBERS:
        raise Refusal(attachment.name, Reason.ARCHIVE)
    archive = AttachmentZip(source, attachment.archive.room if attachment.archive else UNPACKED)
    return [
        Attachment(f"{attachment.name}/{name}", archive=archive, member=info, depth=depth)
        for info in infos
        if (name := _member_name(info)) and not passed_over(name.rpartition("/")[2])
    ]


def with_packs_whole(files: Iterable[Attachment]) -> list[Attachment]:
    """*files* with each 复核包 among them, packed or unpacked, as one file: its list, under the
    name of the zip or folder that holds it.
    """
    found = list(files)
    places = tuple(
        one.name.removesuffix(MANIFEST) for one in found if f"/{one.name}".endswith(f"/{MANIFEST}")
    )
    if not places:
        return found
    inner = tuple(f"{place}{part}/" for place in places for part in (PACKAGES, REPORTS))
    return [
        replace(one, name=place.rstrip("/") or one.name)
        if (place := one.name.removesuffix(MANIFEST)) in places
        else one
        for one in found
        if not one.name.startswith(inner)
    ]


def is_review_pack(path: Path) -> bool:
    """Whether the file at *path* is a 复核包, by the list that stands first in it."""
    if not path.is_file() or path.suffix.lower() != ".zip":
        return False
    with contextlib.suppress(OSError), path.open("rb") as file:
        head = file.read(LOCAL.size + len(MANIFEST))
        return head[:4] == b"PK\x03\x04" and head[LOCAL.size :] == MANIFEST.encode()
    return False


def first_name(attachment: Attachment, reader: WorkbookReader) -> str:
    """The name of the first file in a zip that lies in a mail or zip, also one that is too large
    or too deep to be opened there; "" for what is none.
    """
    beginning = attachment.beginning(reader)
    if len(beginning) < LOCAL.size or beginning[:4] != b"PK\x03\x04":
        return ""
    *_, letters, _ = LOCAL.unpack_from(beginning)
    return beginning[LOCAL.size : LOCAL.size + letters].decode(errors="replace")


def _mail_in(attachment: Attachment, reader: WorkbookReader) -> bytes | None:
    """The content of *attachment* if it is a mail, else None. Raises: Refusal."""
    try:
        if attachment.path is not None:
            with attachment.path.open("rb") as file:
                if sniffed(file.read(LOOK)) is not Reason.MAIL:
                    return None
                file.seek(0)
                content = file.read(mails.SIZE + 1)
        elif attachment.kept is not None:
            content = attachment.kept
        elif attachment.name.lower().endswith(".eml"):
            content = attachment.content(reader)
        else:
            return None
    except OSError:
        return None
    if sniffed(content[:LOOK]) is not Reason.MAIL:
        return None
    if len(content) > mails.SIZE:
        raise Refusal(attachment.name, Reason.TOO_BIG)
    return content


def _enclosed(attachment: Attachment, mail: bytes) -> list[Attachment]:
    """The files sent with a mail. Raises: Refusal: the mail has none, or mails in mails
    too deep.
    """
    if attachment.depth >= DEPTH:
        raise Refusal(attachment.name, Reason.ARCHIVE)
    try:
        found = mails.enclosures(mail)
    except mails.NoMail as error:
        raise Refusal(attachment.name, Reason.SUSPICIOUS) from error
    files = [
        Attachment(f"{attachment.name}/{name}", kept=one.content, depth=attachment.depth + 1)
        for one in found
        if (name := _plain_name(one.name)) and not passed_over(name)
    ]
    if not files:
        raise Refusal(attachment.name, Reason.MAIL)
    return files


def _plain_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    return without_unseen(name)[-200:]


def _zip_source(attachment: Attachment, reader: WorkbookReader) -> Path | io.BytesIO | None:
    """The file or bytes for a zip's reader; None if the first bytes are not a zip's or can't be
    read.

    Raises:
        Refusal: its list of members is too long to be looked at.
    """
    if attachment.path is None:
        if not attachment.name.lower().endswith(".zip"):
            return None
        inner = io.BytesIO(attachment.content(reader))
        _check_directory(attachment, inner)
        return inner
    try:
        with attachment.path.open("rb") as file:
            if attachment.path.stat().st_size > ARCHIVE or file.read(2) != b"PK":
                return None
            _check_directory(attachment, file)
    except OSError:
        return None
    return attachment.path


def _check_directory(attachment: Attachment, source: IO[bytes]) -> None:
    """Refuses a zip whose list of members is too long, before Python's reader loads the list."""
    size = source.seek(0, io.SEEK_END)
    source.seek(max(size - TAIL, 0))
    tail = source.read(TAIL)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < 22:
        return  # no zip at all: Python's reader will say so
    (length,) = struct.unpack_from("<I", tail, place + 12)
    far = tail[max(place - 20, 0) : place].startswith(b"PK\x06\x07")  # zip64
    if length > DIRECTORY or far:
        raise Refusal(attachment.name, Reason.SUSPICIOUS)


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name as the sender saw it: Windows writes names in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):  # Macs write UTF-8, and don't say so either
            try:
                name = info.orig_filename.encode("cp437").decode(encoding)
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            break
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    if name.startswith("__MACOSX/"):
        return ""
    return without_unseen(name)[-200:] or "（没有名称）"


def read_every(
    paths: Iterable[Path], questionnaire: Questionnaire, reader: WorkbookReader
) -> Iterator[tuple[Attachment, Sealed | Refusal]]:
    """What each file in *paths* is, also those in their zips and mails, each read once.

    Raises:
        OSError: one of the folders *paths* can't be read.
        AppError: there are more than FILES of them.
    """
    read_so_far = 0
    waiting = deque(with_packs_whole(one for path in paths for one in attachments(path)))
    while waiting:
        one = waiting.popleft()
        name = one.name.rpartition("/")[2] if one.path else one.name
        try:
            inside = members_of(one, reader)
            content = one.content(reader) if inside is None else b""
        except Exception as error:  # noqa: BLE001  # it costs this file alone
            yield one, refusal_for(name, error)
            continue
        read_so_far += 1
        if read_so_far > FILES:
            raise too_many(name)
        if inside is None:
            yield one, read(name, content, questionnaire, reader)
        else:
            waiting.extendleft(reversed(with_packs_whole(inside)))
