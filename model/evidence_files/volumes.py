"""Zip volumes of a year's evidence files, small enough for a mail, each with the list
of all files.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.disk import safe_name
from model.domain.answers import Evidence
from model.domain.evidence_catalogue import LIST, catalogue
from model.domain.letter_widths import narrow
from model.errors import AppError, Problem
from model.evidence_files.folder import EvidenceFiles, FileCondition
from model.files import placed
from model.jobs import JobContext
from model.store.disk_errors import cause_of, failure

COLUMNS = (
    "编号",
    "材料名称",
    "文号、网址或保存处",
    "日期",
    "出具单位",
    "对应事项",
    "页",
    "卷",
    "文件",
    "大小（字节）",
    "SHA-256",
)
PACKED = frozenset(
    ".zip .rar .7z .jpg .jpeg .png .pdf .docx .xlsx .pptx .mp4 .mp3 .gz".split()  # noqa: SIM905
)
FORMULA_SIGNS = frozenset("=+-@")  # what begins a formula, narrow or wide
LINE = 1100  # bytes of the list, which is in every volume
SPARE = 4096  # bytes a volume needs besides its files, and each file 512


@dataclass(frozen=True, kw_only=True)
class Packed:
    volumes: tuple[Path, ...]
    too_big: tuple[str, ...]  # names of files that fill more than one mail by themselves


def write_volumes(
    folder: Path,
    stem: str,
    evidence: Sequence[Evidence],
    titles: Mapping[str, str],
    files: EvidenceFiles,
    limit: int,
    moment: str,
    job: JobContext,
) -> Packed:
    """Writes *evidence* as `stem_第1卷.zip` … into *folder*, no volume larger than *limit* [bytes].

    Files bear the numbers of the 佐证材料 sheet; one that stands behind several items is packed
    once. A single file larger than the limit gets a volume of its own, and is named.

    Args:
        evidence: all pieces, in the order of the sheet; those without a file are listed.
        titles: item -> what people call it.

    Raises:
        AppError: files are missing or were changed, all of them named, or the disk refused.
    """
    filed = [one for one in evidence if one.file_name]
    refuse_unsound(filed, files, job)
    names = entry_names(evidence)
    once = list({one.sha256: one for one in reversed(filed)}.values())[::-1]
    volumes = list(divided(once, limit - LINE * len(evidence)))
    in_volume = {one.sha256: number for number, v in enumerate(volumes, 1) for one in v}
    words = list_words(evidence, titles, names, in_volume)
    written: list[Path] = []
    try:
        for number, pieces in enumerate(volumes, start=1):
            name = (
                f"{stem}_第{number}卷共{len(volumes)}卷.zip" if len(volumes) > 1 else f"{stem}.zip"
            )
            path = folder / safe_name(name)
            _write(path, pieces, names, files, words, moment, job)
            written.append(path)
    except OSError as error:
        raise failure(AppError, "佐证材料没有打包完：", cause_of(error)) from error
    big = tuple(one.file_name for one in once if one.size > limit)
    return Packed(volumes=tuple(written), too_big=big)


def divided(evidence: Iterable[Evidence], limit: int) -> Iterable[list[Evidence]]:
    """*evidence* in order, as many pieces in each volume as fit."""
    volume: list[Evidence] = []
    room = limit - SPARE
    for one in evidence:
        if volume and one.size + 512 > room:
            yield volume
            volume, room = [], limit - SPARE
        volume.append(one)
        room -= one.size + 512
    if volume:
        yield volume


def entry_names(evidence: Iterable[Evidence]) -> dict[str, str]:
    """SHA-256 -> the file's name in the archive, by its first piece's number: '003_总结.pdf'."""
    names: dict[str, str] = {}
    for number, one in enumerate(evidence, start=1):
        if one.file_name:
            names.setdefault(one.sha256, safe_name(f"{number:03d}_{one.file_name}"))
    return names


def list_words(
    evidence: Iterable[Evidence],
    titles: Mapping[str, str],
    names: Mapping[str, str],
    volume_of: Mapping[str, int],
) -> str:
    """The catalogue of all pieces, a line each, to be opened in a spreadsheet as well."""
    lines = ["佐证材料目录", "\t".join(COLUMNS)]
    for entry in catalogue(evidence):
        one = entry.piece
        cells = (
            entry.numbers_words,
            one.title,
            one.reference,
            one.issued_on,
            one.issuer,
            "；".join(titles.get(item, "") for item in entry.items),
            one.pages,
            *_filed(one, names, volume_of),
        )
        lines.append("\t".join(map(listed, cells)))
    return "\r\n".join(lines) + "\r\n"


def listed(words: str) -> str:
    """*words* as one cell of the list: on one line, and no formula to a spreadsheet."""
    line = " ".join(words.split())
    begins = narrow(line[:1])
    return f"'{line}" if begins in FORMULA_SIGNS else line


def _filed(
    one: Evidence, names: Mapping[str, str], volume_of: Mapping[str, int]
) -> tuple[str, str, str, str]:
    if not one.file_name:
        return ("", "没有文件", "", "")
    return str(volume_of[one.sha256]), names[one.sha256], str(one.size), one.sha256


def refuse_unsound(evidence: Sequence[Evidence], files: EvidenceFiles, job: JobContext) -> None:
    """Raises: AppError: files of *evidence* are missing or were changed, all of them named."""
    problems = [
        Problem(f"{condition.value}。", (one.title,))
        for one in evidence
        if (condition := files.examine(one, job)) is not FileCondition.FINE
    ]
    if problems:
        raise AppError(
            f"有 {len(problems)} 份佐证材料不见了或被改动过，没有打包。",
            problems,
            hint="请在相应的项里移除后重新添加这些文件。",
        )


def _write(
    path: Path,
    pieces: Sequence[Evidence],
    names: Mapping[str, str],
    files: EvidenceFiles,
    words: str,
    moment: str,
    job: JobContext,
) -> None:
    at = datetime.fromisoformat(moment).timetuple()[:6]
    with placed(path) as draft, zipfile.ZipFile(draft, "w") as archive:
        archive.writestr(_entry(LIST, at), words.encode("utf-8-sig"))
        for number, one in enumerate(pieces):
            job.step(number, len(pieces), f"正在打包 {path.name}")
            source = files.path_of(one)
            with (
                source.open("rb") as file,
                archive.open(_entry(names[one.sha256], at), "w", force_zip64=True) as target,
            ):
                while part := file.read(1 << 20):
                    target.write(part)


def _entry(name: str, at: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]
    packed = Path(name).suffix.lower() in PACKED
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same bytes whatever system packs it
    return entry
