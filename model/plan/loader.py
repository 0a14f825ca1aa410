"""Reading a plan's data files (assets/plan/<id>/) and holding them against its text.

assets/plan/README.md says what the files contain. Whatever contradicts the text or itself is
refused, all of it at once, each complaint with file, entry and cure.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from model.domain.plan import (
    Clause,
    Department,
    DepartmentKind,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    Milestone,
    OpenQuestion,
    Plan,
    Responsibility,
    Source,
)
from model.errors import PlanRejected, Problem

SCHEMA = 1
GOALS = "2"
HEADING = re.compile(r"(?P<number>（[一二三四五六七八九十]+）|\d+\.)?(?P<title>.+?)。?")
SHARED_WORDS, LEAD_WORDS = "按职责分工负责", "牵头负责"

Table = dict[str, Any]


def load_plan(folder: Path) -> Plan:
    """The plan in *folder*.

    Raises:
        PlanRejected: with one Problem per contradiction found.
    """
    return _Reading(folder).plan()


@dataclass
class _Reading:
    """One attempt at a folder: what was read so far, and what was wrong with it."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def plan(self) -> Plan:
        head = self._tables("plan.toml", {
            "schema", "id", "title", "issuer", "issued", "edition", "years", "sections", "goals",
        })
        self._refuse_if_wrong()
        text = self._text()
        departments = self._departments()
        by_name = {
            name: department
            for department in departments.values()
            for name in (department.name, *department.aliases)
        }
        goals = self._between(text, head["goals"]["heading"], head["goals"]["until"])
        clauses, measures = self._clauses(head["sections"], text, departments, by_name)
        indicators = self._indicators(goals, clauses, departments, by_name)
        questions = self._questions({*departments, *clauses, *measures, *indicators, GOALS})
        self._refuse_if_wrong()
        return Plan(
            id=head["id"],
            title=head["title"],
            issuer=head["issuer"],
            issued=head["issued"],
            edition=head["edition"],
            years=tuple(head["years"]),
            text=text,
            goals=goals,
            departments=departments,
            clauses=clauses,
            measures=measures,
            indicators=indicators,
            questions=questions,
        )

    def _complain(self, message: str, *where: str) -> None:
        self.problems.append(Problem(message, where))

    def _refuse_if_wrong(self) -> None:
        if self.problems:
            raise PlanRejected(
                f"方案数据“{self.folder.name}”有 {len(self.problems)} 处问题，未能载入。",
                self.problems,
                hint="请按提示修改数据文件后重新启动。数据格式见 assets/plan/README.md。",
            )

    def _tables(self, name: str, keys: set[str]) -> Table:
        """The top table of a file, complaining about a missing file, bad TOML, unknown keys."""
        try:
            table = tomllib.loads((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            self._complain("缺少这个文件，请补上。", name)
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self._complain(f"不是有效的 TOML 文件（{error}），请改正该处。", name)
            return {}
        self._check_keys(table, keys, set(), name)
        return table

    def _check_keys(self, table: Table, required: set[str], optional: set[str], *where: str) -> bool:
        for key in sorted(table.keys() - required - optional):
            self._complain(f"不认识的键 {key}，请删除或改正拼写。", *where)
        for key in sorted(required - table.keys()):
            self._complain(f"缺少 {key}，请补上。", *where)
        return required <= table.keys()

    def _entries(
        self, name: str, kind: str, required: set[str], optional: set[str]
    ) -> Iterator[tuple[tuple[str, str], Table]]:
        """The sound [[kind]] entries of a file, with where they stand."""
        seen: set[str] = set()
        for entry in self._tables(name, {kind}).get(kind, []):
            where = (name, str(entry.get("id", "（无 id）")))
            if where[1] in seen:
                self._complain("id 重复，请改成不同的 id。", *where)
            elif self._check_keys(entry, required, optional, *where):
                seen.add(where[1])
                yield where, entry

    def _text(self) -> str:
        try:
            return (self.folder / "plan.txt").read_text("utf-8")
        except FileNotFoundError:
            self._complain("缺少方案原文，请补上。", "plan.txt")
            return ""

    def _between(self, text: str, heading: str, until: str) -> str:
        start = text.find(heading)
        end = text.find(until, start)
        if min(start, end) < 0:
            self._complain(f"原文中找不到“{heading}”至“{until}”。", "plan.toml", "goals")
            return ""
        return text[start + len(heading) : end].strip()

    def _departments(self) -> dict[str, Department]:
        departments: dict[str, Department] = {}
        name = "departments.toml"
        required, optional = {"id", "name", "kind", "origin"}, {"aliases", "members", "note"}
        for where, entry in self._entries(name, "department", required, optional):
            if entry["kind"] not in set(DepartmentKind):
                self._complain(f"kind 只能是 {'、'.join(DepartmentKind)}。", *where)
                continue
            departments[entry["id"]] = Department(
                id=entry["id"],
                name=entry["name"],
                kind=DepartmentKind(entry["kind"]),
                aliases=tuple(entry.get("aliases", ())),
                members=tuple(entry.get("members", ())),
                in_plan=entry["origin"] == "方案",
                note=entry.get("note", ""),
            )
        names: dict[str, str] = {}
        for department in departments.values():
            for printed in (department.name, *department.aliases):
                if names.setdefault(printed, department.id) != department.id:
                    self._complain(
                        f"“{printed}”同时是 {names[printed]} 的名称，请只留一处。",
                        name, department.id,
                    )
            for member in department.members:
                if member not in departments:
                    self._complain(f"成员 {member} 不存在，请改正。", name, department.id)
        return departments

    def _clauses(
        self,
        sections: list[str],
        text: str,
        departments: Mapping[str, Department],
        by_name: Mapping[str, Department],
    ) -> tuple[dict[str, Clause], dict[str, Measure]]:
        clauses: dict[str, Clause] = {}
        measures: dict[str, Measure] = {}
        position = 0
        for section in sections:
            name = f"sections/{section}.toml"
            table = self._tables(name, {"id", "path", "clause"})
            path = tuple(table.get("path", ()))
            if path and (found := text.find(path[-1], position)) >= 0:
                position = found + len(path[-1])
            for entry in table.get("clause", []):
                where = (name, str(entry.get("id", "（无 id）")))
                if not self._check_keys(entry, {"id", "heading", "bracket", "measure"}, set(), *where):
                    continue
                if entry["id"] in clauses:
                    self._complain("id 重复，请改成不同的 id。", *where)
                start = text.find(entry["heading"], position)
                if start < 0:
                    self._complain(f"此处之后的原文中找不到标题“{entry['heading']}”。", *where)
                    continue
                start += len(entry["heading"])
                end = text.find(entry["bracket"], start)
                if end < 0:
                    self._complain(f"标题之后的原文中找不到“{entry['bracket']}”。", *where)
                    continue
                position = end + len(entry["bracket"])
                clause = self._clause(entry, path, text[start:end].strip(), where, departments, by_name)
                clauses[clause.id] = clause
                measures |= self._measures(entry["measure"], clause, name, departments, by_name)
        return clauses, measures

    def _clause(
        self,
        entry: Table,
        path: tuple[str, ...],
        body: str,
        where: tuple[str, str],
        departments: Mapping[str, Department],
        by_name: Mapping[str, Department],
    ) -> Clause:
        words = entry["bracket"].removeprefix("（").removesuffix("）")
        responsibility = (
            Responsibility.SHARED if words.endswith(SHARED_WORDS)
            else Responsibility.LEAD if words.endswith(LEAD_WORDS)
            else Responsibility.SOLE
        )
        names = words.removesuffix(SHARED_WORDS).removesuffix(LEAD_WORDS).split("、")
        named = self._resolve(names, by_name, where)
        parts = HEADING.fullmatch(entry["heading"])
        return Clause(
            id=entry["id"],
            path=path,
            number=(parts["number"] or "").removesuffix(".") if parts else "",
            title=parts["title"] if parts else entry["heading"],
            body=body,
            bracket=entry["bracket"],
            responsibility=responsibility,
            named=named,
            departments=_expanded(named, departments),
        )

    def _resolve(
        self, names: list[str], by_name: Mapping[str, Department], where: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Ids of the bodies so printed, each once."""
        for name in names:
            if name not in by_name:
                self._complain(
                    f"不认识责任单位“{name}”，请在 departments.toml 中加上它的名称或别名。", *where
                )
        return tuple(dict.fromkeys(by_name[name].id for name in names if name in by_name))

    def _measures(
        self,
        entries: list[Table],
        clause: Clause,
        file: str,
        departments: Mapping[str, Department],
        by_name: Mapping[str, Department],
    ) -> dict[str, Measure]:
        measures: dict[str, Measure] = {}
        position = 0
        for entry in entries:
            where = (file, str(entry.get("id", f"{clause.id}（无 id）")))
            if not self._check_keys(entry, {"id", "quote"}, {"text", "departments"}, *where):
                continue
            if not entry["id"].startswith(f"{clause.id}-") or entry["id"] in measures:
                self._complain(f"id 应以 {clause.id}- 开头且不重复。", *where)
            found = clause.body.find(entry["quote"], position)
            if found < 0:
                self._complain(f"条款原文此处之后找不到引文“{entry['quote']}”，请逐字核对。", *where)
                continue
            position = found + len(entry["quote"])
            text = entry.get("text", entry["quote"])
            if not _leaves_words_out(text, clause.title + clause.body):
                self._complain("text 只能由条款原文的字按原顺序组成，请改正。", *where)
            named = self._resolve(entry.get("departments", []), by_name, where)
            measures[entry["id"]] = Measure(
                id=entry["id"],
                clause=clause.id,
                text=text,
                quote=entry["quote"],
                departments=_expanded(named, departments) or clause.departments,
            )
        return measures

    def _indicators(
        self,
        goals: str,
        clauses: Mapping[str, Clause],
        departments: Mapping[str, Department],
        by_name: Mapping[str, Department],
    ) -> dict[str, Indicator]:
        name = "indicators.toml"
        required = {
            "id", "name", "unit", "direction", "binding", "kind", "decimals", "source", "milestone",
        }
        indicators: dict[str, Indicator] = {}
        for where, entry in self._entries(
            name, "indicator", required, {"departments", "related", "note"}
        ):
            if entry["direction"] not in set(Direction) or entry["kind"] not in set(IndicatorKind):
                self._complain(
                    f"direction 只能是 {'、'.join(Direction)}，kind 只能是 {'、'.join(IndicatorKind)}。",
                    *where,
                )
                continue
            sources = tuple(
                Source(place=s["place"], quote=s["quote"])
                for s in entry["source"]
                if self._check_keys(s, {"place", "quote"}, set(), *where)
            )
            bodies = {s.place: clauses[s.place].body if s.place in clauses else goals for s in sources}
            for source in sources:
                if source.place not in {*clauses, GOALS}:
                    self._complain(f"place {source.place} 不存在，请改成条款 id 或 {GOALS}。", *where)
                elif source.quote not in bodies[source.place]:
                    self._complain(
                        f"{source.place} 的原文中找不到引文“{source.quote}”，请逐字核对。", *where
                    )
            named = self._resolve(entry.get("departments", []), by_name, where)
            answering = _expanded(named, departments) or tuple(
                dict.fromkeys(
                    d for s in sources if s.place in clauses for d in clauses[s.place].departments
                )
            )
            if not answering:
                self._complain("没有责任单位，请写明 departments。", *where)
            indicators[entry["id"]] = Indicator(
                id=entry["id"],
                name=entry["name"],
                unit=entry["unit"],
                direction=Direction(entry["direction"]),
                kind=IndicatorKind(entry["kind"]),
                binding=entry["binding"],
                decimals=entry["decimals"],
                sources=sources,
                milestones=self._milestones(entry["milestone"], bodies, where),
                departments=answering,
                related=tuple(entry.get("related", ())),
                note=entry.get("note", ""),
            )
        for indicator in indicators.values():
            for other in indicator.related:
                if other not in indicators:
                    self._complain(f"related 中的 {other} 不存在，请改正。", name, indicator.id)
        return indicators

    def _milestones(
        self, entries: list[Table], bodies: Mapping[str, str], where: tuple[str, ...]
    ) -> tuple[Milestone, ...]:
        milestones = []
        for entry in entries:
            optional = {"value", "strict", "hold", "every_year", "quote"}
            if not self._check_keys(entry, {"year"}, optional, *where):
                continue
            quote = entry.get("quote", "")
            if quote and not any(quote in body for body in bodies.values()):
                self._complain(f"原文中找不到引文“{quote}”，请逐字核对。", *where)
            try:
                value = Decimal(entry["value"]) if "value" in entry else None
            except (InvalidOperation, TypeError):
                self._complain(f"value 应是带引号的数，现为 {entry['value']!r}。", *where)
                continue
            flags = {key: entry.get(key, False) for key in ("strict", "hold", "every_year")}
            milestones.append(Milestone(year=entry["year"], value=value, quote=quote, **flags))
        if [m.year for m in milestones] != sorted({m.year for m in milestones}):
            self._complain("milestone 应按年份从早到晚排列，每年一个。", *where)
        return tuple(milestones)

    def _questions(self, known: set[str]) -> tuple[OpenQuestion, ...]:
        name, required = "questions.toml", {"id", "question", "default", "reason", "about"}
        questions = []
        for where, entry in self._entries(name, "question", required, set()):
            for about in entry["about"]:
                if about not in known:
                    self._complain(f"about 中的 {about} 不存在，请改成已有的 id。", *where)
            questions.append(OpenQuestion(**{**entry, "about": tuple(entry["about"])}))
        return tuple(questions)


def _expanded(named: tuple[str, ...], departments: Mapping[str, Department]) -> tuple[str, ...]:
    """*named* with each collective replaced by its members, each body once."""
    return tuple(
        dict.fromkeys(
            body for name in named for body in (departments[name].members or (departments[name].id,))
        )
    )


def _leaves_words_out(text: str, original: str) -> bool:
    """Whether *text* is *original* with words left out: nothing added, nothing reordered."""
    rest = iter(original)
    return all(letter in rest for letter in text)
