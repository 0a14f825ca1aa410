"""The folder of the evidence files: a copy of each file, never changed."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from model.disk import remove, safe_name
from model.domain.answers import Evidence
from model.errors import AppError, Problem
from model.evidence_files.programs import HEAD, MacroSearch, is_program
from model.files import DRAFT, discard, flush, make_folder, put_in_place
from model.fingerprint import STEP, Fingerprint, file_fingerprint
from model.jobs import JobContext
from model.store.disk_errors import cause_of, failure

FOLDER = "佐证材料"
AT_ONCE = 200  # files
HUGE = 1 << 30  # bytes
DOCUMENTS = (  # that hold no programs; old .doc, .xls and .ppt may hold macros
    ".pdf .ofd .docx .xlsx .pptx .wps .et .dps .txt .png .jpg .jpeg .bmp .gif .tif .tiff .webp"
    " .heic .mp3 .m4a .wav .mp4 .mov .avi .wmv .zip .rar .7z"
)
OPENED = frozenset(DOCUMENTS.split())
NO_PROGRAM = "佐证材料是文件、照片、表格这样的材料；要证明系统的，请添加它的截图。"
NO_MACROS = "请在 Excel、WPS 里另存为不带宏的 .docx、.xlsx 或者 PDF，再添加。"


class FileCondition(StrEnum):
    FINE = ""
    MISSING = "文件不见了"
    CHANGED = "文件被改动过"


@dataclass(frozen=True)
class KeptFiles:
    """What came of several files: those that are kept, and why the others are not."""

    kept: tuple[Fingerprint, ...]
    refused: tuple[AppError, ...] = ()

    @property
    def trouble(self) -> AppError | None:
        """What to tell of those that are not kept; None: all are."""
        if len(self.refused) < 2:
            return self.refused[0] if self.refused else None
        others = f"，其余 {len(self.kept)} 个已添加" if self.kept else ""
        problems = [Problem(f"{error}{error.hint}") for error in self.refused]
        return AppError(f"有 {len(self.refused)} 个文件没有添加{others}。", problems)


@dataclass(frozen=True)
class EvidenceFiles:
    """The evidence files beside one data file."""

    folder: Path

    def keep(self, path: Path, job: JobContext) -> Fingerprint:
        """Copies the file at *path* into the folder, whole or not at all; the same file is kept
        once.

        Raises:
            AppError: it can't be read or kept; nothing was changed.
        """
        self._refuse_odd(path)
        draft = self.folder / f"{secrets.token_hex(6)}{DRAFT}"
        try:
            make_folder(self.folder)
            found = _copy(path, draft, job)
            place = self._place(found.name, found.sha256)
            if place.exists() and file_fingerprint(place, JobContext()).sha256 == found.sha256:
                remove(draft)
                return found
            flush(draft)
            make_folder(place.parent)
            put_in_place(draft, place)
        except OSError as error:
            raise failure(AppError, f"“{path.name}”没有添加：", cause_of(error)) from error
        finally:
            discard(draft)
        return found

    def keep_all(self, paths: Sequence[Path], job: JobContext) -> KeptFiles:
        """Copies each of the files at *paths* like `keep`; one that can't be kept costs itself.

        Raises:
            AppError: they are more than anybody looks at; nothing was changed.
            Cancelled: those that were copied before stay.
        """
        if len(paths) > AT_ONCE:
            raise AppError(
                f"一次选了 {len(paths)} 个文件，没有添加。",
                hint=f"一次最多添加 {AT_ONCE} 个，请只选要证明这一项的，或者先压缩成一个文件。",
            )
        kept, refused = [], []
        for number, path in enumerate(paths):
            job.step(number, len(paths), path.name)
            try:
                alone = len(paths) == 1  # its own progress is the whole
                kept.append(self.keep(path, job if alone else JobContext(stop=job.stop)))
            except AppError as error:
                refused.append(error)
        return KeptFiles(tuple(kept), tuple(refused))

    def keep_content(self, name: str, content: bytes) -> Fingerprint | None:
        """Keeps the file *name* with *content* like `keep`; None: it is empty, or nothing that
        would be kept.

        Raises:
            AppError: it can't be kept; nothing was changed.
        """
        if not content or is_program(name, content[:HEAD]) or _has_macros(content):
            return None
        draft = self.folder / f"{secrets.token_hex(6)}{DRAFT}"
        found = Fingerprint(name, len(content), hashlib.sha256(content).hexdigest())
        place = self._place(name, found.sha256)
        try:
            make_folder(place.parent)
            if not place.exists():
                draft.write_bytes(content)
                flush(draft)
                put_in_place(draft, place)
        except OSError as error:
            raise failure(AppError, f"“{name}”没有添加：", cause_of(error)) from error
        finally:
            discard(draft)
        return found

    def path_of(self, evidence: Evidence) -> Path:
        """The path at which the file of *evidence* is, or should be."""
        return self._place(evidence.file_name, evidence.sha256)

    def condition(self, evidence: Evidence) -> FileCondition:
        """The file's condition by a short look: whether it exists and has its size."""
        if not evidence.file_name:
            return FileCondition.FINE
        try:
            size = self.path_of(evidence).stat().st_size
        except OSError:
            return FileCondition.MISSING
        return FileCondition.FINE if size == evidence.size else FileCondition.CHANGED

    def examine(self, evidence: Evidence, job: JobContext) -> FileCondition:
        """The file's condition for certain: the whole file is read."""
        condition = self.condition(evidence)
        if condition is not FileCondition.FINE or not evidence.file_name:
            return condition
        same = file_fingerprint(self.path_of(evidence), job).sha256 == evidence.sha256
        return FileCondition.FINE if same else FileCondition.CHANGED

    def _place(self, name: str, sha256: str) -> Path:
        return self.folder / sha256[:16] / safe_name(name)

    def _refuse_odd(self, path: Path) -> None:
        try:
            regular, size = path.is_file(), path.stat().st_size
        except OSError:
            regular, size = False, 0
        if not regular:
            raise AppError(
                f"“{path.name}”不是一个文件，没有添加。", hint="文件夹请先压缩成一个文件。"
            )
        if not size or size > HUGE:
            why = "是空的" if not size else "超过 1 GB"
            cure = "请核对文件是否存好了，再添加一次。" if not size else "请只写明文件的保存处。"
            raise AppError(f"“{path.name}”{why}，没有添加。", hint=cure)


def total_size(evidence: Iterable[Evidence]) -> int:
    """The size of all files [bytes]; the same file counts once."""
    return sum({one.sha256: one.size for one in evidence if one.file_name}.values())


def can_be_opened(evidence: Evidence) -> bool:
    """Whether a click may open the file: a document that holds no program. Other files are only
    shown.

    Goes by the name that the file is kept under.
    """
    return Path(safe_name(evidence.file_name)).suffix.lower() in OPENED


def _has_macros(content: bytes) -> bool:
    search = MacroSearch()
    search.look_at(content)
    return search.found


def _copy(path: Path, draft: Path, job: JobContext) -> Fingerprint:
    """Raises: AppError: it is a program, or a document that holds one."""
    digest, done, total, macros = hashlib.sha256(), 0, path.stat().st_size, MacroSearch()
    with path.open("rb") as source, draft.open("xb") as target:
        while part := source.read(STEP):
            if not done and is_program(path.name, part[:HEAD]):
                raise AppError(f"“{path.name}”是程序或脚本，没有添加。", hint=NO_PROGRAM)
            macros.look_at(part)
            if macros.found:
                raise AppError(f"“{path.name}”带有宏，没有添加。", hint=NO_MACROS)
            digest.update(part)
            target.write(part)
            done += len(part)
            job.step(done, total, f"正在保存 {path.name}")
    return Fingerprint(path.name, done, digest.hexdigest())
