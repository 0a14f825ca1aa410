"""Zip volumes of a year's evidence files, small enough for a mail, each with the list
of all files.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.domain.answers import Evidence
from model.errors import AppError, Problem
from model.evidence_files.folder import EvidenceFiles, FileCondition, safe_name
from model.files import placed
from model.jobs import JobContext
from model.store.disk_errors import cause_of, failure

LIST = "佐证材料清单.txt"
PACKED = frozenset(
    ".zip .rar .7z .jpg .jpeg .png .pdf .docx .xlsx .pptx .mp4 .mp3 .gz".split()  # noqa: SIM905
)
LINE = 400  # bytes of the list, which is in every volume
SPARE = 4096  # bytes a volume needs besides its files, and each file 512


@dataclass(frozen=True, kw_only=True)
class Packed:
    volumes: tuple[Path, ...]
    too_big: tuple[str, ...]  # names of files that fill more than one mail by themselves


def write_volumes(
    folder: Path,
    stem: str,
    evidence: Sequence[Evidence],
    files: EvidenceFiles,
    limit: int,
    moment: str,
    job: JobContext,
) -> Packed:
    """Writes *evidence* as `stem_第1卷.zip` … into *folder*, no volume larger than *limit* [bytes].

    A single file larger than that gets a volume of its own, and is named.

    Raises:
        AppError: files are missing or were changed, all of them named, or the disk refused.
    """
    filed = [one for one in evidence if one.file_name]
    _refuse_unsound(filed, files, job)
    names = entry_names(filed)
    volumes = list(divided(filed, limit - LINE * len(filed)))
    written: list[Path] = []
    try:
        for number, pieces in enumerate(volumes, start=1):
            name = (
                f"{stem}_第{number}卷共{len(volumes)}卷.zip" if len(volumes) > 1 else f"{stem}.zip"
            )
            path = folder / safe_name(name)
            in_volume = {one.id: number for number, v in enumerate(volumes, 1) for one in v}
            words = list_words(filed, names, in_volume)
            _write(path, pieces, names, files, words, moment, job)
            written.append(path)
    except OSError as error:
        raise failure(AppError, "佐证材料没有打包完：", cause_of(error)) from error
    big = tuple(one.file_name for one in filed if one.size > limit)
    return Packed(volumes=tuple(written), too_big=big)


def divided(evidence: Iterable[Evidence], limit: int) -> Iterable[list[Evidence]]:
    """*evidence* in order, as many pieces in each volume as fit, the same file once per volume."""
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
    """Evidence id -> a name in the archive that tells the item; no name twice."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for one in evidence:
        name = safe_name(f"{one.item}_{one.file_name}")
        stem, dot, ending = name.rpartition(".")
        number = 2
        while name.lower() in taken:
            name = f"{stem} ({number}){dot}{ending}" if dot else f"{ending} ({number})"
            number += 1
        taken.add(name.lower())
        names[one.id] = name
    return names


def list_words(
    evidence: Iterable[Evidence], names: dict[str, str], volume_of: dict[str, int]
) -> str:
    lines = ["佐证材料清单", "卷\t文件\t材料名称\t大小（字节）\tSHA-256"]
    lines += [
        f"{volume_of[one.id]}\t{names[one.id]}\t{one.title}\t{one.size}\t{one.sha256}"
        for one in evidence
    ]
    return "\r\n".join(lines) + "\r\n"


def _refuse_unsound(evidence: Sequence[Evidence], files: EvidenceFiles, job: JobContext) -> None:
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
    names: dict[str, str],
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
                archive.open(_entry(names[one.id], at), "w", force_zip64=True) as target,
            ):
                while part := file.read(1 << 20):
                    target.write(part)


def _entry(name: str, at: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]
    packed = Path(name).suffix.lower() in PACKED
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    entry.create_system = 0  # the same bytes whatever system packs it
    return entry
