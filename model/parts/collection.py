"""回收: a section's sheet that came back is joined with what is here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from model.domain.answers import Evidence
from model.domain.canonical import canonical_bytes, digest_of
from model.domain.section import (
    ADDITION,
    HANDED_BACK,
    PART,
    Section,
    SectionReturn,
    SectionSheet,
    Share,
)
from model.errors import AppError
from model.parts.division import (
    PLACED,
    Division,
    answers_changed,
    fetch_division,
    save_join,
)
from model.parts.join import Joined, Place
from model.store.answers import save_answers
from model.store.clock import now
from model.store.edit_log import one_step
from model.store.evidence import fetch_evidence, remove_evidence, save_evidence
from model.store.part_facts import COUNTS, SHARE, save_facts
from model.store.parts import KeptReturn, fetch_sheet, keep_return
from model.store.sections import save_sections


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What one returned sheet brought. `new` is False where it was here already."""

    id: str
    section: str  # id
    name: str
    new: bool
    items: tuple[str, ...] = ()  # about which something is said otherwise now
    handed_back: tuple[str, ...] = ()
    additions: int = 0
    asked: tuple[Place, ...] = ()  # where a person has to choose
    doubts: int = 0  # cells of which nothing certain can be taken
    pieces: int = 0  # of evidence
    remarks: int = 0  # on what was not read, or not as it stands
    empty: bool = False  # nothing was filled in
    older: bool = False  # a later copy of it is here already, which counts in its place
    again: bool = False  # it goes on from a copy that is here


def return_id(part: str, content: SectionReturn) -> str:
    """Equal for equal content of one part, whatever the file is called; hex."""
    return digest_of(canonical_bytes({"part": part, "content": content}))


def is_known(db: Database, sheet: SectionSheet) -> bool:
    """Whether a sheet of that name was sent from this data file, whatever was sealed in it."""
    return fetch_sheet(db, sheet.id) is not None


def is_from_here(db: Database, sheet: SectionSheet) -> bool:
    """Whether *sheet* was sent from this data file."""
    kept = fetch_sheet(db, sheet.id)
    return kept is not None and kept.sheet.digest == sheet.digest


def collect(
    db: Database,
    before: Division,
    sheet: SectionSheet,
    content: SectionReturn,
    known: Collection[str],
    *,
    file_name: str,
    sha256: str,
) -> Collected:
    """Joins what came back in *sheet*, in one step that can be undone.

    Args:
        before: the division that it comes back to.
        known: items that the department may answer; answers to others are kept, not joined.

    Raises:
        AppError: the sheet was not sent from here; nothing was changed.
        NotSaved, YearClosed: nothing was changed.
    """
    if is_known(db, sheet) and not is_from_here(db, sheet):
        raise AppError(
            f"“{file_name}”里封存的是别的内容，与发给“{sheet.section_name}”的不一样，没有接收。",
            hint="请科室用发出时的原表填写、交回；找不到原表的，请在“科室分工”里重新发给它。",
        )
    if not is_from_here(db, sheet):
        raise AppError(
            f"“{file_name}”是“{sheet.section_name}”的科室填报表，但不是从这台电脑发出的，没有接收。",
            hint="请在发出它的电脑上接收。要填写它的，用 WPS 或 Excel 打开直接填，填好发回。",
        )
    key, department = return_id(sheet.id, content), before.department
    if any(one.id == key for one in before.counting):
        return Collected(id=key, section=sheet.section, name=sheet.section_name, new=False)
    back = KeptReturn(
        id=key,
        part=sheet.id,
        file_name=file_name,
        sha256=sha256,
        received_at=now(),
        content=content,
    )
    with one_step(db, sheet.year, department, f"回收{sheet.section_name}的填报表"):
        if sheet.section not in before.names:
            _know_again(db, before, sheet)
        keep_return(db, sheet.year, department, back)
        after, found = _count(db, before, key, "1", known)
    return _told(back, sheet, after, found)


def _know_again(db: Database, before: Division, sheet: SectionSheet) -> None:
    """Has the section of *sheet* again, with its items as far as nobody else leads them: the data
    were restored to a state from before it was added.
    """
    year, department = sheet.year, before.department
    section = Section(id=sheet.section, name=sheet.section_name)
    save_sections(db, year, department, (*before.sections, section))
    shares: dict[Place, str | None] = {
        (item, f"{SHARE}{section.id}"): Share.LEAD.value
        for item in sheet.led
        if not before.leader(item)
    }
    shares |= {(item, f"{SHARE}{section.id}"): Share.ADD.value for item in sheet.added}
    save_facts(db, year, department, shares)


def take_back(db: Database, division: Division, back: KeptReturn, known: Collection[str]) -> None:
    """Takes the join of *back* back, as if it had never come, in one step that can be undone."""
    kept = division.sheet_of(back)
    name = kept.sheet.section_name if kept else "科室"
    with one_step(db, division.year, division.department, f"撤回{name}的填报表"):
        _count(db, division, back.id, None, known)


def choose(
    db: Database, division: Division, chosen: Mapping[Place, str | None], known: Collection[str]
) -> None:
    """Settles places where several things were said, in one step that can be undone."""
    found = division.joined(chosen=chosen)
    count = len(chosen)
    with one_step(db, division.year, division.department, f"选定 {count} 处不一致的内容"):
        save_answers(db, division.year, division.department, answers_changed(found, known), "")
        save_join(db, division, found)


def place_addition(
    db: Database, division: Division, item: str, section: str, field: str, limit: int
) -> None:
    """Adds what *section* says to the end of *field* of *item*; field "": leaves it out. In one
    step that can be undone.

    Args:
        limit: characters that the field holds.

    Raises:
        AppError: it has no room for it.
    """
    text = division.facts[item, f"{ADDITION}{section}"]
    placed: dict[Place, str | None] = {(item, f"{PLACED}{section}"): text}
    before = division.answers.get(item, {}).get(field, "")
    whole = f"{before}\n{text}".strip()
    if field and len(whole) > limit:
        raise AppError(
            f"补上以后有 {len(whole)} 字，超过 {limit} 字。", hint="请先精简已有的内容，再补上。"
        )
    name = division.name(section)
    label = f"补上{name}的内容" if field else f"不采用{name}的补充"
    with one_step(db, division.year, division.department, label):
        save_facts(db, division.year, division.department, placed)
        if field:
            save_answers(db, division.year, division.department, {item: {field: whole}}, "")


def _count(
    db: Database, before: Division, key: str, counts: str | None, known: Collection[str]
) -> tuple[Division, Joined]:
    """Lets the return *key* take part in the join or not, and joins; inside a transaction.

    Returns:
        The division with it, as it was joined.
    """
    year, department = before.year, before.department
    save_facts(db, year, department, {("", f"{COUNTS}{key}"): counts})
    division = fetch_division(db, year, department, before.before)
    found = division.joined()
    save_answers(db, year, department, answers_changed(found, known), "")
    save_join(db, division, found)
    was, brought = _evidence(before), _evidence(division)
    filed = {one.id: one.item for one in fetch_evidence(db, year, department)}
    for piece in was.keys() - brought.keys():
        remove_evidence(db, piece)
    for piece, evidence in brought.items():
        if evidence != was.get(piece):
            item = filed.get(piece, evidence.item)  # to which somebody moved it here
            save_evidence(db, year, department, replace(evidence, item=item))
    return division, found


def _evidence(division: Division) -> dict[str, Evidence]:
    """The pieces that came back, by id; with their file if one brought it."""
    pieces = [piece for one in division.current for piece in one.content.evidence]
    return {piece.id: piece for piece in sorted(pieces, key=lambda one: bool(one.sha256))}


def _told(back: KeptReturn, sheet: SectionSheet, division: Division, found: Joined) -> Collected:
    said = [(cell.item, cell.field) for cell in back.content.said]
    older = all(one.id != back.id for one in division.current)
    return Collected(
        id=back.id,
        section=sheet.section,
        name=sheet.section_name,
        new=True,
        items=tuple(
            dict.fromkeys(item for item, field in found.changes if not field.startswith(PART))
        ),
        handed_back=tuple(
            item for item, field in said if field.startswith(HANDED_BACK) and not older
        ),
        additions=0 if older else sum(field.startswith(ADDITION) for _, field in said),
        asked=tuple(place for place in said if place in found.asked),
        doubts=0 if older else len(back.content.doubts),
        pieces=0 if older else len(back.content.evidence),
        remarks=0 if older else len(back.content.remarks),
        empty=not (back.content.said or back.content.doubts or back.content.evidence),
        older=older,
        again=any(back.goes_on_from(one) for one in division.counting),
    )
