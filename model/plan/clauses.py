"""The clauses found in the plan's text, and the measures found in the clauses."""

import re
from collections.abc import Iterator

from model.domain.plan import Clause, Measure, Responsibility
from model.plan.bodies import DepartmentNames
from model.plan.flaws import PlanFlaw
from model.plan.folder import ID, PlanFolder, Table, Where
from model.plan.notes import read_note

HEADING = re.compile(
    r"(?P<number>[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十百]+条|\d+[.．、]|[①-⑳])?(?P<title>.*?)。?"
)
OPENING = re.compile(r"[^。；，]*")
MORE = {"also", "until", "apart"}
OPTIONAL = {"text", "departments", "from", "until", "once", "checkable", "term", "repeats"}


class Clauses:
    """The clauses and measures of the section files, read in the order of the text."""

    def __init__(
        self, folder: PlanFolder, sections: list[str], text: str, bodies: DepartmentNames
    ) -> None:
        self._folder = folder
        self._text = text
        self._bodies = bodies
        self._position = 0  # in the text; a later clause is looked for behind an earlier one
        self.clauses: dict[str, Clause] = {}
        self.measures: dict[str, Measure] = {}
        for section in sections:
            if ID.fullmatch(section):
                self._section(f"sections/{section}.toml")
            else:
                folder.complain(PlanFlaw.ODD_ID, "plan.toml", "sections")

    def _section(self, name: str) -> None:
        table = self._folder.table(name, {"id", "path", "clause"})
        path = tuple(table.get("path", ()))
        if path and (found := self._text.find(path[-1], self._position)) >= 0:
            self._position = found + len(path[-1])
        keys = {"id", "heading", "bracket", "measure"}
        for where, entry in self._folder.sound(table.get("clause", []), name, keys, MORE):
            if entry["id"] in self.clauses:
                self._folder.complain(PlanFlaw.ID_ELSEWHERE, *where)
            elif (body := self._body(entry, *where)) is not None:
                clause = self._clause(entry, path, body, *where)
                self.clauses[clause.id] = clause
                self.measures |= {m.id: m for m in self._measures(entry["measure"], clause, name)}

    def _body(self, entry: Table, *where: str) -> str | None:
        """The text between heading and bracket; None if they are not found."""
        start = self._text.find(entry["heading"], self._position)
        if start < 0:
            self._folder.complain(PlanFlaw.NO_HEADING, *where, value=entry["heading"])
            return None
        start += len(entry["heading"])
        if entry.get("apart"):
            return self._body_apart(entry, start, *where)
        end = self._text.find(entry["bracket"], start)
        if end < 0:
            self._folder.complain(PlanFlaw.NO_BRACKET, *where, value=entry["bracket"])
            return None
        self._position = end + len(entry["bracket"])
        if "until" in entry:  # the bracket stands before the body
            start, end = self._position, self._end(str(entry["until"]), *where)
            self._position = end
        return self._text[start:end].strip().removeprefix("。").strip()

    def _body_apart(self, entry: Table, start: int, *where: str) -> str:
        """The text from *start* to the words that end it; its note stands in a 分工表 elsewhere."""
        if entry["bracket"] not in self._text:
            self._folder.complain(PlanFlaw.NO_BRACKET, *where, value=entry["bracket"])
        self._position = start
        end = self._position = self._end(str(entry.get("until", "")), *where)
        return self._text[start:end].strip().removeprefix("。").strip()

    def _end(self, words: str, *where: str) -> int:
        """Position of *words*, which end a body; "" stands for the end of the text."""
        end = self._text.find(words, self._position) if words else len(self._text)
        if end < 0:
            self._folder.complain(PlanFlaw.NO_HEADING, *where, value=words)
            return self._position
        return end

    def _clause(self, entry: Table, path: tuple[str, ...], body: str, *where: str) -> Clause:
        note = read_note(entry["bracket"])
        if note is None:
            self._folder.complain(PlanFlaw.NO_BODIES_IN_BRACKET, *where, value=entry["bracket"])
        names = (*(note.names if note else ()), *entry.get("also", ()))
        named = self._bodies.named(names, where)
        parts = HEADING.fullmatch(entry["heading"])
        return Clause(
            id=entry["id"],
            path=path,
            number=(parts["number"] or "").rstrip(".．、") if parts else "",
            title=(parts and parts["title"]) or OPENING.findall(body)[0],
            body=body,
            bracket=entry["bracket"],
            responsibility=note.responsibility if note else Responsibility.SOLE,
            named=named,
            departments=self._bodies.answering(named),
        )

    def _measures(self, entries: list[Table], clause: Clause, file: str) -> Iterator[Measure]:
        position = 0
        for where, entry in self._folder.sound(entries, file, {"id", "quote"}, OPTIONAL):
            if not entry["id"].startswith(f"{clause.id}-"):
                self._folder.complain(PlanFlaw.FOREIGN_ID, *where, start=f"{clause.id}-")
            found = clause.body.find(entry["quote"], position)
            if found < 0:
                self._folder.complain(PlanFlaw.NO_QUOTE_BEHIND, *where, value=entry["quote"])
                continue
            position = found + len(entry["quote"])
            text = str(entry.get("text", entry["quote"]))
            if not leaves_words_out(text, f"{clause.title}。{clause.body}"):
                self._folder.complain(PlanFlaw.WORDS_ADDED, *where)
            named = self._bodies.named(entry.get("departments", []), where)
            starts, until = self._years(entry, clause, where)
            yield Measure(
                id=entry["id"],
                clause=clause.id,
                text=text,
                quote=entry["quote"],
                departments=self._bodies.answering(named) or clause.departments,
                starts=starts,
                until=until,
                once=entry.get("once", False),
                checkable=entry.get("checkable", True),
                term=entry.get("term", ""),
                repeats=tuple(entry.get("repeats", ())),
            )

    def _years(self, entry: Table, clause: Clause, where: Where) -> tuple[int | None, int | None]:
        """First and last year of a measure, checked against the words of the plan that they come
        from.
        """
        starts, until, term = entry.get("from"), entry.get("until"), entry.get("term", "")
        if any(year is not None and type(year) is not int for year in (starts, until)):
            self._folder.complain(PlanFlaw.NO_YEARS, *where)
            return None, None
        if term not in clause.body and term not in clause.bracket:
            self._folder.complain(PlanFlaw.NO_TERM, *where, value=term)
        if bool(starts or until) != bool(term):
            self._folder.complain(PlanFlaw.YEARS_WITHOUT_TERM, *where)
        if starts and until and starts > until:
            self._folder.complain(PlanFlaw.YEARS_REVERSED, *where)
        return starts, until


def leaves_words_out(text: str, original: str) -> bool:
    """Whether *text* is *original* with words left out: nothing added, nothing reordered."""
    rest = iter(original)
    return all(letter in rest for letter in text)
