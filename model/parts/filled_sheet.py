"""A section's sheet filled in in the app: its own data file, what a file brings, what goes back.

The data file lies in a folder of its own beside the user's, known by what was sealed, so that the
same sheet is found again whatever its file is called.
"""

import zipfile
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from model.disk import safe_name
from model.domain.answers import NOTHING_SAID, Evidence, contradicts
from model.domain.section import (
    ADDITION,
    HANDED_BACK,
    SaidCell,
    SectionFilling,
    SectionReturn,
    SectionSheet,
)
from model.domain.submission import COVER
from model.domain.targets import Target
from model.errors import AppError
from model.evidence_files.folder import FOLDER as FILES
from model.evidence_files.folder import EvidenceFiles
from model.evidence_files.volumes import refuse_unsound
from model.files import make_folder, placed
from model.jobs import JobContext
from model.paths import DATA_FILE
from model.store.answers import fetch_answers, save_answers
from model.store.data_file import open_store
from model.store.disk_errors import cause_of, failure
from model.store.edit_log import forget_steps, one_step
from model.store.evidence import fetch_evidence, save_evidence
from model.store.parts import SHEETS, fetch_own_sheet, save_own_sheet
from model.store.recovery import open_or_recover
from model.store.settings import Profile, Role, save_profile
from model.store.transaction import saving
from model.workbook.layout import Questionnaire

ABOUT = ("filled_by", "phone", "signed_by")
MOST = 20  # sheets that are offered to be gone on with


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A sheet as it was opened to be filled in.

    `taken`: items of which the file brought something; `kept`: places at which the file says
    otherwise than what was typed here, which stays.
    """

    data_file: Path
    sheet: SectionSheet
    taken: tuple[str, ...] = ()
    kept: int = 0


def begin(
    data_file: Path, sheet: SectionSheet, content: SectionReturn, files: EvidenceFiles
) -> Begun:
    """Opens *sheet* to be filled in, with what its file says already; what was typed before is
    found again.

    Args:
        data_file: the user's own.
        files: where the evidence that came beside the sheet is kept.

    Raises:
        AppError: the disk refuses; nothing was changed.
    """
    place = data_file.parent / SHEETS / sheet.digest[:32] / DATA_FILE
    try:
        make_folder(place.parent)
    except OSError as error:
        raise failure(AppError, "科室填报表没有打开：", cause_of(error)) from error
    db, _ = open_or_recover(place)  # of a damaged one, what can be made good
    with closing(db):
        if fetch_own_sheet(db) is None:
            _found(db, sheet)
        return _taken_in(db, place, sheet, content, files)


def _found(db: Database, sheet: SectionSheet) -> None:
    """Makes a new data file that of *sheet*; what was sent is no step that can be undone."""
    with saving(db, "科室填报表"):
        profile = Profile(role=Role.SECTION, year=sheet.year, department=sheet.department)
        save_profile(db, profile)
        save_answers(db, sheet.year, sheet.department, sheet.answers, "")
        forget_steps(db, sheet.year, sheet.department)
        save_own_sheet(db, sheet)


def _taken_in(
    db: Database, place: Path, sheet: SectionSheet, content: SectionReturn, files: EvidenceFiles
) -> Begun:
    year, department = sheet.year, sheet.department
    here = fetch_answers(db, year, department)
    changes: dict[str, dict[str, str | None]] = {}
    kept = 0
    told: dict[str, dict[str, str]] = {}
    for cell in content.said:
        told.setdefault(cell.item, {})[_column(cell, sheet)] = cell.said or ""
    for cell in content.said:
        field, mine = _column(cell, sheet), here.get(cell.item, NOTHING_SAID)
        now, sent = mine.get(field), sheet.answers.get(cell.item, NOTHING_SAID)
        typed = {key: text for key, text in mine.items() if text != sent.get(key)}
        if now == sent.get(field) and now != cell.said and not contradicts(told[cell.item], typed):
            changes.setdefault(cell.item, {})[field] = cell.said
        elif now != cell.said:
            kept += 1
    cover = here.get(COVER, NOTHING_SAID)
    for key in ABOUT:
        if (words := getattr(content, key)) and not cover.get(key):
            changes.setdefault(COVER, {})[key] = words
    own, there = beside(place), {one.id for one in fetch_evidence(db, year, department)}
    pieces = [_copied(one, files, own) for one in content.evidence if one.id not in there]
    with one_step(db, year, department, "取回表里已填的内容"):
        save_answers(db, year, department, changes, "")
        for piece in pieces:
            save_evidence(db, year, department, piece)
    taken = tuple(item for item in changes if item != COVER)
    return Begun(data_file=place, sheet=sheet, taken=taken, kept=kept)


def beside(data_file: Path) -> EvidenceFiles:
    """Where the evidence of the sheet in *data_file* is kept."""
    return EvidenceFiles(data_file.parent / FILES)


def _copied(piece: Evidence, files: EvidenceFiles, own: EvidenceFiles) -> Evidence:
    if piece.sha256:
        own.keep(files.path_of(piece), JobContext())
    return piece


def _column(cell: SaidCell, sheet: SectionSheet) -> str:
    """The field of *cell* as the sheet's column is called."""
    names = {f"{ADDITION}{sheet.section}": "addition"}
    names |= {f"{HANDED_BACK}{sheet.section}": "handed_back"}
    return names.get(cell.field, cell.field)


def begun_sheets(data_file: Path) -> tuple[tuple[Path, SectionSheet], ...]:
    """The data files of sheets that were opened here, and their sheets; the last used first."""
    places = (data_file.parent / SHEETS).glob(f"*/{DATA_FILE}")
    found: list[tuple[Path, SectionSheet]] = []
    try:
        latest = sorted(places, key=lambda one: one.stat().st_mtime, reverse=True)[:MOST]
    except OSError:
        return ()
    for place in latest:
        try:
            with closing(open_store(place)) as db:
                if sheet := fetch_own_sheet(db):
                    found.append((place, sheet))
        except AppError:
            continue
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class SheetToReturn:
    """A filled sheet that is to be written into a folder."""

    folder: Path
    data_file: Path  # in which it was filled in
    sheet: SectionSheet
    questionnaire: Questionnaire
    targets: dict[str, Target]
    made_at: str  # ISO 8601 with offset


@dataclass(frozen=True, kw_only=True)
class WrittenSheet:
    """`packed`: the sheet and its evidence in one zip; None: there is no evidence with a file."""

    path: Path
    packed: Path | None = None
    pieces: int = 0  # files in it


def write_filled(order: SheetToReturn, job: JobContext) -> WrittenSheet:
    """The sheet as it is filled in, with its evidence in a zip beside it.

    Raises:
        AppError: it can't be written, or evidence is missing; what was there before is as it was.
    """
    from model.workbook.section_sheet.content import SectionPaper
    from model.workbook.section_sheet.write import suggested_section_name, write_section_sheet

    sheet, files = order.sheet, beside(order.data_file)
    with closing(open_store(order.data_file)) as db:
        filling = filling_of(db, sheet)
    names = file_names(filling.evidence)
    shown = replace(
        filling,
        evidence=tuple(
            replace(one, file_name=names.get(one.sha256, "")) for one in filling.evidence
        ),
    )
    refuse_unsound(filling.evidence, files, job)
    paper = SectionPaper(
        sheet=sheet,
        questionnaire=order.questionnaire,
        targets=order.targets,
        filled=shown,
        saved_at=order.made_at,
    )
    path = order.folder / suggested_section_name(paper)
    write_section_sheet(path, paper, job)
    if not names:
        return WrittenSheet(path=path)
    packed = path.with_suffix(".zip")
    with placed(packed) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
        for piece in {one.sha256: one for one in filling.evidence if one.sha256}.values():
            archive.write(files.path_of(piece), names[piece.sha256])
    return WrittenSheet(path=path, packed=packed, pieces=len(names))


def filling_of(db: Database, sheet: SectionSheet) -> SectionFilling:
    """What the data file of *sheet* says, in the order of its items."""
    year, department = sheet.year, sheet.department
    said = fetch_answers(db, year, department)
    order = {item: place for place, item in enumerate(sheet.items)}
    pieces = fetch_evidence(db, year, department)
    return SectionFilling(
        answers={item: said[item] for item in sheet.items if item in said},
        about=said.get(COVER, NOTHING_SAID),
        evidence=tuple(sorted(pieces, key=lambda one: order.get(one.item, len(order)))),
    )


def file_names(evidence: Collection[Evidence]) -> dict[str, str]:
    """SHA-256 -> the name in the zip: its own, numbered where another file has it."""
    names: dict[str, str] = {}
    for one in evidence:
        if not one.sha256 or one.sha256 in names:
            continue
        whole = safe_name(one.file_name)
        stem, dot, ending = whole.rpartition(".")
        name, number = whole, 1
        while name.casefold() in {taken.casefold() for taken in names.values()}:
            number += 1
            name = f"{stem}({number}){dot}{ending}" if dot else f"{whole}({number})"
        names[one.sha256] = name
    return names
