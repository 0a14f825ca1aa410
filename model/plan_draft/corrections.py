"""What people correct in a draft, as data: words say what is meant, never a place or an id.

```toml
[plan]                      # what the first page doesn't say
issued = "2022-07-07"
years = [2022, 2030]

[[body]]
name = "市住建委"           # as the draft has it
same_as = "市住房城乡建委"  # or: rename, kind, members, note, add (one that no bracket names);
                            # members that no bracket names are added

[[clause]]
id = "3.1.1"                # what its note says of whom, and all its measures in their order
lead = ["市交通局"]         # support, shared
measures = ["建设充电桩"]

[[measure]]
words = "建设充电桩"        # of its quote
split = ["和换电站"]        # where another one begins; or: join (with the next), drop, checkable,
                            # once, text

[[target]]
words = "达到400万千瓦"     # of its quote, or add = true with all that a target needs
called = "光伏装机"         # its name in the draft, where several rest on the same words
values = [[2025, "400"]]    # a year and its number, "" where it is handed down
name = "光伏装机容量"       # or: unit, direction, kind, binding, departments, drop
```
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from model.domain.plan import DepartmentKind, Direction, IndicatorKind
from model.domain.toml import read_toml
from model.errors import AppError, Problem
from model.plan.note_forms import NoteRole
from model.plan_draft.bodies import is_of_a_district, kind_of
from model.plan_draft.clauses import GOALS
from model.plan_draft.draft import (
    Confidence,
    DraftBody,
    DraftClause,
    DraftMeasure,
    DraftMilestone,
    DraftTarget,
    PlanDraft,
)
from model.plan_draft.plan_reader import measure_at

Table = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)
HEAD = {"id", "title", "issuer", "issued", "edition", "years"}
BODY = {"name", "same_as", "rename", "kind", "members", "note", "add"}
MEASURE = {"id", "words", "split", "join", "drop", "checkable", "once", "text"}
CLAUSE = {"id", "lead", "support", "shared", "measures"}
TARGET = {
    "id", "words", "called", "add", "drop", "name", "unit", "direction", "kind", "binding",
    "departments", "year", "value", "values", "strict",
}  # fmt: skip


def correct(draft: PlanDraft, content: str) -> PlanDraft:
    """*draft* with the corrections in the TOML text *content*.

    Raises:
        AppError: a correction means nothing in this draft; each one is named.
    """
    try:
        table = read_toml(content)
    except tomllib.TOMLDecodeError as error:
        raise AppError(f"更正文件不是有效的 TOML（{error}）。", hint="请改正该处再试。") from error
    return correct_by(draft, table)


def correct_by(draft: PlanDraft, table: Table) -> PlanDraft:
    """As `correct`, by the corrections in *table*."""
    corrected, problems = corrected_as_far(draft, table)
    if problems:
        raise AppError(
            f"有 {len(problems)} 处更正用不上，没有写出方案数据。",
            problems,
            hint="请按方案的原文改正更正文件。",
        )
    return corrected


def corrected_as_far(draft: PlanDraft, table: Table) -> tuple[PlanDraft, list[Problem]]:
    """*draft* with those corrections in *table* that mean something in it, and what is wrong with
    the others.
    """
    corrector = _Corrector(draft)
    corrector.carry_out(table)
    return corrector.draft, corrector.problems


def _term(clause: DraftClause, cut: DraftMeasure) -> dict[str, Any]:
    """The term of the measure that *cut* begins in, where its own words have none: what leads into
    a list holds for all of it.
    """
    inside = (one for one in clause.measures if one.start <= cut.start < one.end)
    before = None if cut.term else next(inside, None)
    return {"starts": before.starts, "until": before.until, "term": before.term} if before else {}


class _Corrector:
    """One attempt; problems are collected."""

    def __init__(self, draft: PlanDraft) -> None:
        self.draft = draft
        self.problems: list[Problem] = []

    def carry_out(self, table: Table) -> None:
        each: dict[str, tuple[set[str], Callable[[Table], None]]] = {
            "body": (BODY, self._body),
            "clause": (CLAUSE, self._clause),
            "measure": (MEASURE, self._measure),
            "target": (TARGET, self._target),
        }
        for key in table.keys() - each.keys() - {"plan"}:
            self._complain(f"不认识的键 {key}，请删除或改正拼写。", key)
        head = table.get("plan", {})
        if self._known(head, HEAD, "plan"):
            years = {"years": tuple(head["years"])} if "years" in head else {}
            self.draft = replace(self.draft, **{**head, **years})
        for kind, (keys, carry_out) in each.items():
            for entry in table.get(kind, []):
                if self._known(entry, keys, kind):
                    carry_out(entry)

    def _known(self, entry: Table, keys: set[str], kind: str) -> bool:
        unknown = sorted(entry.keys() - keys)
        for key in unknown:
            self._complain(f"不认识的键 {key}，请删除或改正拼写。", kind)
        return not unknown

    def _complain(self, message: str, *where: str) -> None:
        self.problems.append(Problem(message, where))

    # -- bodies --------------------------------------------------------------------------------

    def _body(self, entry: Table) -> None:
        if entry.get("add"):
            self._add_bodies([entry.get("name", "")])
        self._add_bodies(entry.get("members", []))
        body = self._body_called(entry.get("name", ""), "body")
        if body is None:
            return
        if "same_as" in entry:
            self._join_bodies(body, entry)
            return
        changed = replace(
            body,
            name=entry.get("rename", body.name),
            aliases=(*body.aliases, body.name) if "rename" in entry else body.aliases,
            kind=self._one_of(DepartmentKind, entry.get("kind", body.kind), body.name),
            members=self._ids(entry.get("members"), body.name, body.members),
            note=entry.get("note", body.note),
            confidence=Confidence.SURE,
        )
        self._replace_bodies({body.id: changed})
        self._replace_bodies(dict.fromkeys(set(body.members) - self._used, None))

    def _add_bodies(self, names: list[str]) -> None:
        """Adds those of *names* that no bracket names."""
        for name in names:
            bodies = self.draft.bodies
            if name and not any(name in {one.name, *one.aliases} for one in bodies):
                number = 1 + max((int(one.id.rpartition("-")[2]) for one in bodies), default=0)
                kind = kind_of(name, district=is_of_a_district([one.name for one in bodies]))
                added = DraftBody(id=f"body-{number:02d}", name=name, kind=kind, in_plan=False)
                self.draft = replace(self.draft, bodies=(*bodies, added))

    @property
    def _used(self) -> set[str]:
        """Ids of the bodies that a bracket names, that a target is of, or that are members."""
        named = {key for clause in self.draft.clauses for key, _ in clause.named}
        members = {key for body in self.draft.bodies for key in body.members}
        return named | members | {key for one in self.draft.targets for key in one.departments}

    def _join_bodies(self, body: DraftBody, entry: Table) -> None:
        heir = self._body_called(entry["same_as"], body.name)
        if heir is None or heir is body:
            return
        aliases = (*heir.aliases, body.name, *body.aliases)
        self._replace_bodies({body.id: None, heir.id: replace(heir, aliases=aliases)})

        def now(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(heir.id if one == body.id else one for one in ids))

        self.draft = replace(
            self.draft,
            bodies=tuple(replace(one, members=now(one.members)) for one in self.draft.bodies),
            clauses=tuple(
                replace(
                    clause,
                    named=tuple(
                        {
                            heir.id if key == body.id else key: role for key, role in clause.named
                        }.items()
                    ),
                )
                for clause in self.draft.clauses
            ),
            targets=tuple(
                replace(one, departments=now(one.departments)) for one in self.draft.targets
            ),
        )

    def _body_called(self, name: str, where: str) -> DraftBody | None:
        for body in self.draft.bodies:
            if name in {body.name, *body.aliases}:
                return body
        self._complain(f"初稿里没有单位“{name}”，请照括号里的名称写。", where)
        return None

    def _ids(self, names: list[str] | None, where: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        if names is None:
            return usual
        found = (self._body_called(name, where) for name in names)
        return tuple(body.id for body in found if body is not None)

    def _replace_bodies(self, changed: Mapping[str, DraftBody | None]) -> None:
        bodies = (changed.get(body.id, body) for body in self.draft.bodies)
        self.draft = replace(self.draft, bodies=tuple(one for one in bodies if one is not None))

    # -- clauses -------------------------------------------------------------------------------

    def _clause(self, entry: Table) -> None:
        clause = next((one for one in self.draft.clauses if one.id == entry.get("id")), None)
        if clause is None:
            self._complain(f"初稿里没有条款 {entry.get('id')}。", "clause")
            return
        roles = {"lead": NoteRole.LEAD, "support": NoteRole.SUPPORT, "shared": NoteRole.SHARED}
        named = dict(clause.named)
        if roles.keys() & entry.keys():
            asked = {body: role for key, role in roles.items()
                     for body in self._ids(entry.get(key, []), clause.id, ())}  # fmt: skip
            if asked.keys() != named.keys():
                self._complain("单位应与责任括号里的一样，只能改牵头、配合、分工。", clause.id)
                return
            named = {body: asked[body] for body in named}
        measures = clause.measures
        if "measures" in entry:
            measures = tuple(self._quoted(clause, entry["measures"]))
        changed = replace(clause, named=tuple(named.items()), measures=measures)
        clauses = (changed if one is clause else one for one in self.draft.clauses)
        self.draft = replace(self.draft, clauses=tuple(clauses))

    def _quoted(self, clause: DraftClause, quotes: list[str]) -> Iterator[DraftMeasure]:
        text, first = self.draft.text, self.draft.years[0]
        position = text.find(clause.body, clause.start)
        end = position + len(clause.body)
        for number, quote in enumerate(quotes, start=1):
            read = [one for one in clause.measures if one.quote == quote and one.start >= position]
            begin = read[0].start if read else position
            found = text.find(quote, begin, end) if quote else -1
            if found < 0:
                self._complain(f"条款原文此处之后找不到“{quote}”，请逐字核对。", clause.id)
                continue
            position = found + len(quote)
            key = f"{clause.id}-{number:02d}"
            if read:
                yield replace(read[0], id=key, confidence=Confidence.SURE)
            else:
                fresh = measure_at(clause, key, text, (found, position), first)
                yield replace(fresh, **_term(clause, fresh), confidence=Confidence.SURE)

    # -- measures ------------------------------------------------------------------------------

    def _measure(self, entry: Table) -> None:
        words = entry.get("words", "")
        found = [
            (clause, number)
            for clause in self.draft.clauses
            for number, measure in enumerate(clause.measures)
            if words
            and words in measure.quote
            and ("id" not in entry or (entry["id"], words) == (clause.id, measure.quote))
        ]
        if len(found) != 1:
            self._complain(
                f"“{words}”在 {len(found)} 条任务里，应正好在一条里，请写长一些。", "measure"
            )
            return
        clause, number = found[0]
        measures = list(clause.measures)
        measure = measures[number]
        if entry.get("drop"):
            measures[number : number + 1] = []
        elif entry.get("join"):
            measures[number : number + 2] = self._joined(clause, measures[number : number + 2])
        elif "split" in entry:
            measures[number : number + 1] = self._split(measure, entry["split"])
        else:
            flags = {key: entry[key] for key in ("checkable", "once", "text") if key in entry}
            measures[number] = replace(measure, **flags, confidence=Confidence.SURE)
        numbered = tuple(
            replace(one, id=f"{clause.id}-{order:02d}")
            for order, one in enumerate(measures, start=1)
        )
        changed = replace(clause, measures=numbered)
        clauses = (changed if one is clause else one for one in self.draft.clauses)
        self.draft = replace(self.draft, clauses=tuple(clauses))

    def _joined(self, clause: DraftClause, two: list[DraftMeasure]) -> list[DraftMeasure]:
        if len(two) < 2:
            self._complain("后面没有任务可以并进来。", clause.id)
            return two
        start, end = two[0].start, two[1].end
        whole = replace(
            two[0],
            quote=self.draft.text[start:end],
            end=end,
            text="",
            confidence=Confidence.SURE,
        )
        return [whole]

    def _split(self, measure: DraftMeasure, places: list[str]) -> list[DraftMeasure]:
        """*measure* cut before each of *places*; the sign before a cut belongs to neither part."""
        starts = [0]
        for words in places:
            found = measure.quote.find(words, starts[-1] + 1)
            if found < 0:
                self._complain(f"此处之后没有“{words}”，请逐字核对。", measure.quote)
                return [measure]
            starts.append(found)
        parts = []
        for start, end in zip(starts, [*starts[1:], len(measure.quote)], strict=True):
            quote = measure.quote[start:end].rstrip("，、；。 和及并")
            parts.append(
                replace(
                    measure,
                    quote=quote,
                    start=measure.start + start,
                    end=measure.start + start + len(quote),
                    text="",
                    confidence=Confidence.SURE,
                )
            )
        return parts

    # -- targets -------------------------------------------------------------------------------

    def _target(self, entry: Table) -> None:
        if entry.get("add"):
            self._add_target(entry)
            return
        words = entry.get("words", "")
        known = [
            target
            for target in self.draft.targets
            if target.id == entry.get("id")
            and words in {"", *(one.quote for one in target.milestones)}
        ]
        found = known or [
            target
            for target in self.draft.targets
            if words
            and "id" not in entry
            and any(words in one.quote[-len(words) - 12 :] for one in target.milestones)
            and entry.get("called", target.name) == target.name
        ]
        if len(found) != 1:
            self._complain(f"“{words}”在 {len(found)} 个指标的末尾，应正好在一个里。", "target")
            return
        target = found[0]
        changed = None if entry.get("drop") else self._changed(target, entry)
        targets = (changed if one is target else one for one in self.draft.targets)
        self.draft = replace(self.draft, targets=tuple(one for one in targets if one is not None))

    def _changed(self, target: DraftTarget, entry: Table) -> DraftTarget:
        return replace(
            target,
            name=entry.get("name", target.name),
            unit=entry.get("unit", target.unit),
            direction=self._one_of(
                Direction, entry.get("direction", target.direction), target.name
            ),
            kind=self._one_of(IndicatorKind, entry.get("kind", target.kind), target.name),
            binding=entry.get("binding", target.binding),
            departments=self._ids(entry.get("departments"), target.name, target.departments),
            milestones=tuple(self._valued(target, entry["values"]))
            if "values" in entry
            else target.milestones,
            confidence=Confidence.SURE,
        )

    def _valued(self, target: DraftTarget, values: list[list[Any]]) -> Iterator[DraftMilestone]:
        """A milestone for each year; a year without words of its own stands on the first's."""
        for year, value in values:
            exact = None if value == "" else self._exact(value, target.name)
            known = [one for one in target.milestones if one.year == year]
            for one in known or target.milestones[:1]:
                yield replace(one, year=year, value=exact, assumed=one.assumed and bool(known))

    def _add_target(self, entry: Table) -> None:
        words = entry.get("words", "")
        places = list(self._places(words))
        if len(places) != 1 or not {"name", "unit", "direction", "year"} <= entry.keys():
            self._complain(
                f"“{words}”应正好在一个条款里，并写明 name、unit、direction、year。", "target"
            )
            return
        place, start = places[0]
        milestone = DraftMilestone(
            year=entry["year"],
            value=self._exact(entry.get("value"), words),
            quote=words,
            place=place,
            start=start,
            end=start + len(words),
            strict=entry.get("strict", False),
        )
        number = 1 + max((int(one.id.rpartition("-")[2]) for one in self.draft.targets), default=0)
        percent = entry["unit"] == "%"
        added = DraftTarget(
            id=f"target-{number:02d}",
            name=entry["name"],
            unit=entry["unit"],
            direction=Direction.AT_LEAST,
            kind=IndicatorKind.RATIO if percent else IndicatorKind.QUANTITY,
            binding=False,
            milestones=(milestone,),
            confidence=Confidence.SURE,
        )
        self.draft = replace(self.draft, targets=(*self.draft.targets, self._changed(added, entry)))

    def _places(self, words: str) -> Iterator[tuple[str, int]]:
        for clause in self.draft.clauses:
            if words and words in clause.body:
                yield clause.id, self.draft.text.find(words, clause.start)
        if self.draft.goals and words and words in self.draft.goals_words:
            yield GOALS, self.draft.text.find(words, self.draft.goals[0].end)

    def _exact(self, value: object, where: str) -> Decimal | None:
        try:
            return None if value is None else Decimal(str(value))
        except InvalidOperation:
            self._complain(f"value {value!r} 不是数。", where)
            return None

    def _one_of(self, known: type[Word], value: str, where: str) -> Word:
        words = list(known)
        if value in words:
            return known(value)
        self._complain(f"“{value}”只能是 {'、'.join(words)}。", where)
        return words[0]
