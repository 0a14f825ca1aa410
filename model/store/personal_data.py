"""清除往年个人信息: names, telephones and addresses of past years, out of the whole data file.

A sealed record stays known by its digest, so that check codes, reviews and the chain of acts still
hold; `cleared` says that its words are no longer those of its digest. Who decided something stays.

At the office a name that stood somewhere is replaced, not left out: what is decided, scored, shown
and complained of in a closed year is what it was.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from model.disk import remove
from model.domain.canonical import canonical_bytes
from model.domain.review import FOUND, Matter
from model.domain.review_file import confirmed_subject
from model.domain.submission import CLEARED, COVER, PEOPLE
from model.domain.typed_words import is_blank
from model.store.backups import BackupReason, folder_beside, list_backups, make_backup
from model.store.clock import now
from model.store.data_file import open_store
from model.store.parts import SHEETS
from model.store.receipts import listed
from model.store.record_chain import linked_because
from model.store.reviews import fetch_numbered_rulings
from model.store.settings import save_setting
from model.store.transaction import path_of, saving
from model.store.year_guard import guard_years, leave_unguarded
from model.store.year_settings import BEGUN, YearSetting

NO_NAME = "（文件名已清除）"
Renamed = Callable[[str], str]
NOBODY = {"name": "", "phone": "", "email": "", "note": ""}
Table = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """How much of *years* names people, or was cleared; numbers of rows, files and workbooks."""

    years: tuple[int, ...]
    covers: int  # fields of covers
    edits: int  # remembered changes of such fields
    records: int  # reports, packages and parts that name people
    files: int  # names of files that came, and where they lay
    begun: int  # places where something was begun and not decided
    originals: int  # workbooks kept as they came
    backups: int  # with what else lies beside the data file from before

    @property
    def nothing(self) -> bool:
        found = (self.covers, self.edits, self.records, self.files, self.begun, self.originals)
        return not any(found)


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """One clearing of the years `first` to `last`."""

    first: int
    last: int
    by: str
    reason: str
    at: str  # ISO 8601 with offset


def past_years(db: Database, before: int | None) -> tuple[int, ...]:
    """The years that can be cleared: all closed ones, and of a department those *before* one.

    Args:
        before: the year that a department fills in; None: at the office.
    """
    if before is None:
        rows = db.execute("SELECT year FROM closing ORDER BY year")
    else:
        rows = db.execute(
            "SELECT year FROM answer WHERE year < ?1 UNION SELECT year FROM edit WHERE year < ?1"
            " UNION SELECT year FROM submission WHERE year < ?1"
            " UNION SELECT year FROM package WHERE year < ?1 ORDER BY 1",
            [before],
        )
    return tuple(year for (year,) in rows.fetchall())


def personal_data(db: Database, years: Collection[int]) -> PersonalData:
    """How much there is to be cleared of *years*."""
    data_file = path_of(db)
    sheets = [_personal_data_at(place, years) for place in _sheets(data_file)]
    own = PersonalData(
        years=tuple(sorted(years)),
        covers=_count(db, "SELECT count(*) FROM answer WHERE", years),
        edits=_count(db, "SELECT count(*) FROM edit WHERE coalesce(old, new) NOT NULL AND", years),
        records=sum(1 for _ in _records(db, years)) + sum(1 for _ in _reports(db, years)),
        files=len(_arrivals(db, years)),
        begun=len(_begun(db, years)),
        originals=len(_originals(db, years)),
        backups=len(_copies(data_file)) if data_file else 0,
    )
    return replace(
        own,
        covers=own.covers + sum(one.covers for one in sheets),
        edits=own.edits + sum(one.edits for one in sheets),
        records=own.records + sum(one.records for one in sheets),
        begun=own.begun + sum(one.begun for one in sheets),
        backups=own.backups + sum(one.backups for one in sheets),
    )


def _sheets(data_file: Path | None) -> list[Path]:
    """The data files of sections' sheets that were filled in beside *data_file*."""
    return sorted(data_file.parent.glob(f"{SHEETS}/*/*.db")) if data_file else []


def _personal_data_at(place: Path, years: Collection[int]) -> PersonalData:
    with closing(open_store(place)) as db:
        return personal_data(db, years)


def clear_personal_data(
    db: Database,
    years: Collection[int],
    by: str,
    reason: str,
    *,
    originals: bool = False,
    kept_of: Renamed = lambda _: "",
) -> tuple[Path, ...]:
    """Clears names, telephones and addresses of *years*; what was said about the plan stays.

    So it is with the sections' sheets that were filled in here. Every copy of a data file beside it
    is removed, for it still has them; a new one is made. What is deleted is overwritten
    (secure_delete), so that the file itself holds nothing of it any more.

    Args:
        originals: the workbooks as they came are removed, too.
        kept_of: what of the name of a file says whose it is, and nothing of a person.

    Returns:
        Copies that another program holds and that are still there, with all they had.

    Raises:
        NotSaved, BackupFailed: the disk refused; what is not cleared yet is as it was.
        ValueError: it isn't said who, or why, or of which years.
    """
    if is_blank(by) or is_blank(reason) or not years:
        raise ValueError("who, why and of which years are needed")
    leave_unguarded(db)
    try:
        with saving(db, "清除往年个人信息"):
            _clear(db, years, originals, kept_of)
            db.execute(
                "INSERT INTO clearing (first, last, made_by, reason, made_at)"
                " VALUES (?, ?, ?, ?, ?)",
                [min(years), max(years), by.strip(), reason.strip(), now()],
            )
    finally:
        guard_years(db)
    held: list[Path] = []
    for place in _sheets(path_of(db)):
        with closing(open_store(place)) as sheet:
            held += clear_personal_data(sheet, years, by, reason)
    if data_file := path_of(db):
        for path in _copies(data_file):
            try:
                remove(path)
            except OSError:
                held.append(path)
        make_backup(db, folder_beside(data_file), BackupReason.BY_HAND)
    return tuple(held)


def fetch_clearings(db: Database) -> tuple[Clearing, ...]:
    """Every clearing, in order."""
    rows = db.execute("SELECT first, last, made_by, reason, made_at FROM clearing ORDER BY id")
    return tuple(
        Clearing(first=first, last=last, by=by, reason=reason, at=at)
        for first, last, by, reason, at in rows
    )


def _clear(
    db: Database,
    years: Collection[int],
    originals: bool,
    kept_of: Renamed,
) -> None:
    for came in _arrivals(db, years):  # as long as it is known who is named in them
        db.execute(
            "UPDATE arrival SET file_name = ?, details = ?, edits = ? WHERE id = ?",
            [f"{NO_NAME}{kept_of(came.file_name)}", *came.cleared, came.id],
        )
        db.execute(
            "UPDATE batch SET origin = ? WHERE id = (SELECT batch FROM arrival WHERE id = ?)",
            [NO_NAME, came.id],
        )
    with linked_because(db, "清除往年个人信息"):
        for column, id_, text in [*_rulings(db, years)]:
            db.execute(f"UPDATE ruling SET {column} = ? WHERE id = ?", [text, id_])  # noqa: S608
    for change in ("DELETE FROM answer WHERE", "UPDATE edit SET old = NULL, new = NULL WHERE"):
        db.execute(f"{change} {ABOUT_PEOPLE}", _people(years))
    for table, key, name, cleared in [*_records(db, years)]:
        payload = canonical_bytes(cleared).decode()
        place = CONTENTS.get(table, "payload")
        db.execute(f"UPDATE {table} SET {place} = ? WHERE {key} = ?", [payload, name])  # noqa: S608
        if table in UNSEALED:
            continue
        db.execute(
            "INSERT OR IGNORE INTO cleared (of, name)"  # noqa: S608
            f" SELECT ?, {DIGESTS.get(table, 'digest')} FROM {table} WHERE {key} = ?",
            [table, name],
        )
    for key, cleared in [*_reports(db, years)]:
        save_setting(db, key, json.dumps(cleared, ensure_ascii=False))
    for key in _begun(db, years):
        db.execute("DELETE FROM setting WHERE key = ?", [key])
    db.execute(
        f"UPDATE part_return SET file_name = ?2 WHERE department != '' AND {OF_YEARS}",  # noqa: S608
        [_listed(years), NO_NAME],
    )
    db.execute("UPDATE section SET contact = '', phone = '', head = '' WHERE gone = 1")
    for sha256 in _originals(db, years) if originals else ():
        db.execute("UPDATE original SET content = x'' WHERE sha256 = ?", [sha256])
        db.execute("INSERT OR IGNORE INTO cleared (of, name) VALUES ('original', ?)", [sha256])


ABOUT_PEOPLE = (
    "(item = ?1 AND field IN (SELECT value FROM json_each(?2))"
    " OR item LIKE 'rectification/%' AND field IN ('person', 'phone')"
    " OR field LIKE 'part/section/%')"
    " AND year IN (SELECT value FROM json_each(?3))"
)


def _people(years: Collection[int]) -> list[str]:
    """What `ABOUT_PEOPLE` asks for."""
    return [COVER, json.dumps(sorted(PEOPLE | {"signed_by"})), _listed(years)]


def _listed(years: Collection[int]) -> str:
    return json.dumps(sorted(years))


def _count(db: Database, rows: str, years: Collection[int]) -> int:
    found: tuple[int] = db.execute(f"{rows} {ABOUT_PEOPLE}", _people(years)).fetchone()
    return found[0]


def _without_cover_people(table: Table) -> None:
    cover = table.get("cover", {})
    for field in PEOPLE & cover.keys():
        del cover[field]


def _with_nobody_on_the_cover(table: Table) -> None:
    cover = table.get("cover", {})
    for field in PEOPLE & cover.keys():
        cover[field] = CLEARED


def _without_contacts(table: Table) -> None:
    table["contacts"] = {}
    table["office"] = dict(NOBODY)


def _without_sender(table: Table) -> None:
    for field in {"sent_by", "phone"} & table.keys():
        table[field] = ""


def _without_filler(table: Table) -> None:
    content = table.get("content", {})
    for field in {"filled_by", "phone", "signed_by"} & content.keys():
        content[field] = ""


def _without_rectifiers(table: Table) -> None:
    """Who is named in feedback, and who sent it; who decided something stays."""
    for act in (*table.get("acts", ()), *table.get("shown", ())):
        if feedback := act.get("feedback"):
            act["by"] = ""
            for field in {"person", "phone"} & feedback.keys():
                feedback[field] = ""
    if table.get("kind") == "rectification-reply":
        table["made_by"] = table["phone"] = ""


SEALED: Mapping[str, tuple[str, Callable[[Table], None]]] = {
    "submission": ("id", _without_cover_people),
    "received": ("digest", _with_nobody_on_the_cover),
    "package": ("digest", _without_contacts),
    "package_draft": ("year", _without_contacts),
    "part": ("id", _without_sender),
    "part_return": ("id", _without_filler),
    "rectification": ("id", _without_rectifiers),
}
"""Table -> its key, and what takes people out of a payload."""
UNSEALED = frozenset({"package_draft"})  # known by no digest

GOES = frozenset(
    {
        *SEALED, "answer", "edit", "arrival", "batch", "section", "original", "ruling",
        YearSetting.REPORT, BEGUN,
    }
)  # fmt: skip
"""Tables, and settings of a year, in which people are named who are cleared."""
KEPT: Mapping[str, str] = {
    "return_slip": "names who of the office decided, and its telephone: what a body was told",
    "review": "who decided stays",
    "closing": "names nobody",
    "closing_log": "who closed a year stays",
    "handover": "who handed a year over stays",
    "delivery_act": "who set a file aside stays",
    "clearing": "who cleared stays",
    "chain_link": "who did what to the record stays",
    "pinned_key": "who compared a key stays",
    "own_key": "names nobody",
    "file_signature": "names nobody",
    "package_secret": "names nobody",
    "reply": "what was said about the plan",
    "evidence": "what was said about the plan: titles, numbers and issuers of documents",
    "part_fact": "what was said about the plan",
    "step": "says what was done, not by whom",
    "round": "names nobody",
    "rulebook": "names no person",
    "plan": "names no person",
    "plan_draft": "a plan's text names no person",
    "plan_draft_step": "a plan's text names no person",
    "cleared": "digests",
    "seal": "digests",
    "setting": "but for those named here, of no year: how this PC is set",
    YearSetting.ACCEPTED: "digests",
    YearSetting.CARRIED: "what was said about the plan",
    YearSetting.DRAFTS: "numbers in doubt",
    YearSetting.EXPLAINED: "digests",
    YearSetting.SAMPLES: "names nobody",
    YearSetting.SUPPORTERS: "what other bodies wrote about the plan",
    YearSetting.VOLUMES: "names of files that name a department and a year",
}
"""What stays as it is -> why."""


CONTENTS = {"rectification": "content"}  # where a payload lies, if not in `payload`
# By what the rows of a table are known, if not its digest
DIGESTS = {"part_return": "sha256", "rectification": "id"}


def _records(db: Database, years: Collection[int]) -> Iterator[tuple[str, str, str, Table]]:
    """Table, its key, a row's, and the row's payload without people, of all that named some."""
    for table, (key, clear) in SEALED.items():
        place = CONTENTS.get(table, "payload")
        query = f"SELECT {key}, {place} FROM {table} WHERE {OF_YEARS}"  # noqa: S608
        for name, payload in db.execute(query, [_listed(years)]).fetchall():
            before, after = json.loads(payload), json.loads(payload)
            clear(after)
            if after != before:
                yield table, key, name, after


OF_YEARS = "year IN (SELECT value FROM json_each(?1))"


@dataclass(frozen=True, kw_only=True)
class _Arrival:
    id: int
    file_name: str
    details: list[Any]
    edits: list[Any]
    people: Collection[str]  # whom the report in it names on its cover

    @property
    def cleared(self) -> tuple[str, str]:
        """`details` and `edits` without people."""
        edits = [_cleared_edit(one) for one in self.edits]
        named = {*self.people, *_named_in_cells(self.edits)}
        details = [_without(named, one) for one in self.details]
        return json.dumps(details, ensure_ascii=False), json.dumps(edits, ensure_ascii=False)


def _about_a_person(edit: object) -> bool:
    return isinstance(edit, dict) and edit.get("table") == COVER and edit.get("item") in PEOPLE


def _cleared_edit(edit: Any) -> Any:  # noqa: ANN401  # as JSON has it
    if not _about_a_person(edit):
        return edit
    said = ("sealed", "found", "taken", "question", "guess")
    return edit | {key: CLEARED for key in said if edit.get(key)}


def _named_in_cells(edits: Iterable[Any]) -> Iterator[str]:
    for edit in filter(_about_a_person, edits):
        yield from (edit[key] for key in ("sealed", "found", "taken") if edit.get(key))


def _without(named: Collection[str], words: object) -> object:
    if isinstance(words, str):
        for name in sorted(named, key=len, reverse=True):
            if len(name) > 1:
                words = words.replace(name, CLEARED)
    return words


def _arrivals(db: Database, years: Collection[int]) -> list[_Arrival]:
    rows = db.execute(
        "SELECT a.id, a.file_name, a.details, a.edits, r.payload"
        " FROM arrival a LEFT JOIN received r ON r.digest = a.digest"
        " WHERE coalesce(r.year, a.file_year) IN (SELECT value FROM json_each(?1))"
        " AND a.file_name NOT LIKE ?2",
        [_listed(years), f"{NO_NAME}%"],
    )
    return [
        _Arrival(
            id=id_,
            file_name=name,
            details=listed(details),
            edits=listed(edits),
            people=_people_on(payload),
        )
        for id_, name, details, edits, payload in rows.fetchall()
    ]


def _people_on(payload: str | None) -> set[str]:
    cover = json.loads(payload).get("cover", {}) if payload else {}
    return {cover[field] for field in PEOPLE & cover.keys()}


def _rulings(db: Database, years: Collection[int]) -> Iterator[tuple[str, int, str]]:
    """Column, id and new text of rulings that took a name from a cell of a cover, and of those by
    which a second person confirmed one.
    """
    for year in sorted(years):
        rulings = fetch_numbered_rulings(db, year)
        renamed = {}
        for id_, one in rulings.items():
            about = one.subject.rpartition(f"/{COVER}/")[2].partition("/")[0]
            new = replace(one, choice=FOUND + CLEARED)
            named = one.choice.startswith(FOUND) and one.choice != FOUND and one != new
            if one.matter is Matter.HAND_EDIT and about in PEOPLE and named:
                renamed[confirmed_subject(one)] = confirmed_subject(new)
                yield "choice", id_, new.choice
        for id_, one in rulings.items():
            if one.matter is Matter.CONFIRMED and one.subject in renamed:
                yield "subject", id_, renamed[one.subject]


def _reports(db: Database, years: Collection[int]) -> Iterator[tuple[str, Table]]:
    """Keys of the settings that keep a report of *years* as a basis, and what they say without
    people, of all that name some.
    """
    for year in sorted(years):
        start = f"{YearSetting.REPORT}.{year}."
        rows = db.execute("SELECT key, value FROM setting WHERE key GLOB ?", [f"{start}*"])
        for key, value in rows.fetchall():
            said = json.loads(value)
            if PEOPLE & said.get(COVER, {}).keys():
                _without_cover_people(said)
                yield key, said


def _begun(db: Database, years: Collection[int]) -> list[str]:
    """Keys of the settings that keep what was begun in *years* and not decided: it may name
    anybody, and nobody goes on with it.
    """
    found = (
        db.execute("SELECT key FROM setting WHERE key GLOB ?", [f"{BEGUN}{year}/*"]).fetchall()
        for year in sorted(years)
    )
    return [key for rows in found for (key,) in rows]


def _originals(db: Database, years: Collection[int]) -> list[str]:
    """SHA-256 of the workbooks that brought reports of *years*, taken in or parked, and of no
    other.
    """
    rows = db.execute(
        "SELECT o.sha256 FROM original o JOIN arrival a USING (sha256)"
        " LEFT JOIN received r ON r.digest = a.digest WHERE length(o.content) > 0"
        " GROUP BY o.sha256 HAVING min("
        "coalesce(coalesce(r.year, a.file_year) IN (SELECT value FROM json_each(?1)), 0))",
        [_listed(years)],
    )
    return [sha256 for (sha256,) in rows.fetchall()]


def _copies(data_file: Path) -> list[Path]:
    """Every copy of *data_file* beside it: backups, and what was set aside."""
    aside = data_file.parent.glob(f"{data_file.stem} *{data_file.suffix}*")
    backups: Iterable[Path] = (one.path for one in list_backups(folder_beside(data_file)))
    return sorted({*backups, *(path for path in aside if path.is_file())})
