"""A draft as a plan's folder (assets/plan/README.md), with the record of how it was read."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from model.disk import cause_of_failure
from model.domain.plan import Direction
from model.errors import AppError
from model.plan.note_forms import Role
from model.plan_draft.draft import DraftClause, DraftMilestone, DraftTarget, PlanDraft
from model.plan_draft.remarks import sentence

ORIGINAL, RECORD = "original.txt", "record.json"
CHANGE = (
    "下降率",
    "降低率",
    "减少率",
    "提高率",
    "增长率",
    "提升率",
    "强度",
    "消耗",
    "排放",
    "能耗",
)


def write_folder(draft: PlanDraft, folder: Path) -> None:
    """Writes *draft* into *folder*, which is made, or is empty.

    Raises:
        AppError: something is in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AppError(
            f"“{folder}”里已有内容，没有写出方案数据。",
            hint="请另指定一个新文件夹，已有的内容没有改动。",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=folder.parent, prefix=".方案初稿-") as name:
            whole = Path(name) / folder.name
            (whole / "sections").mkdir(parents=True)
            for file, content in files(draft).items():
                (whole / file).write_text(content, "utf-8", newline="\n")
            if folder.exists():
                folder.rmdir()
            whole.rename(folder)
    except OSError as error:
        cause = cause_of_failure(error).value
        raise AppError(f"方案数据没有写成：{cause.cause}", hint=cause.cure) from error


def files(draft: PlanDraft) -> dict[str, str]:
    """The content of each file by its name."""
    sections = _sections(draft)
    plan = _lines(
        ("schema", 1),
        ("id", draft.id),
        ("title", draft.title),
        ("issuer", draft.issuer),
        ("issued", draft.issued or f"{draft.years[0]}-01-01"),
        ("edition", draft.edition),
        ("years", list(draft.years)),
        ("sections", list(sections)),
    )
    heading, until = (draft.goals[0].words, draft.goals[1]) if draft.goals else ("", "")
    goals = _lines(("heading", heading), ("until", until))
    found = {
        "plan.txt": draft.text,
        "plan.toml": f"{plan}\n[goals]\n{goals}",
        "departments.toml": "\n".join(_departments(draft)),
        "indicators.toml": "\n".join(_indicators(draft)),
        "questions.toml": "\n".join(_questions(draft)),
        ORIGINAL: draft.source.original,
        RECORD: json.dumps(record(draft), ensure_ascii=False, indent=1) + "\n",
    }
    for name, clauses in sections.items():
        found[f"sections/{name}.toml"] = _section(name, clauses)
    if any(role in {Role.LEAD, Role.SUPPORT} for c in draft.clauses for _, role in c.named):
        found["duties.toml"] = "\n".join(_duties(draft))
    return found


def record(draft: PlanDraft) -> dict[str, object]:
    """How the text was read: each thing with its place and confidence, each remark as data."""
    line = draft.source.line
    return {
        "clauses": [
            {"id": c.id, "line": line(c.start), "confidence": c.confidence.value}
            for c in draft.clauses
        ],
        "notes": [
            {
                "clause": c.id,
                "line": line(c.found.start),
                "words": c.found.words,
                "confidence": c.found.confidence.value,
                "roles": {body: role.value for body, role in c.named},
                "due": c.found.note.due,
            }
            for c in draft.clauses
        ],
        "measures": [
            {"id": m.id, "line": line(m.start), "confidence": m.confidence.value}
            for c in draft.clauses
            for m in c.measures
        ],
        "targets": [
            {
                "id": t.id,
                "line": line(t.milestones[0].start),
                "words": t.milestones[0].quote,
                "confidence": t.confidence.value,
            }
            for t in draft.targets
        ],
        "bodies": [{"id": b.id, "confidence": b.confidence.value} for b in draft.bodies],
        "remarks": [
            {
                "code": r.code.value,
                "line": line(r.start),
                "words": r.words,
                "values": dict(r.values),
            }
            for r in draft.remarks
        ],
    }


def _sections(draft: PlanDraft) -> Mapping[str, list[DraftClause]]:
    """The clauses by section file; those that follow each other under one path share one."""
    found: dict[str, list[DraftClause]] = {}
    path, name = None, ""
    for clause in draft.clauses:
        if clause.path != path:
            wanted = clause.id.rpartition(".")[0] or clause.id
            name, number = wanted, 2
            while name in found:
                name, number = f"{wanted}-{number}", number + 1
            path = clause.path
        found.setdefault(name, []).append(clause)
    return found


def _section(name: str, clauses: list[DraftClause]) -> str:
    parts = [_lines(("id", name), ("path", list(clauses[0].path)))]
    for clause in clauses:
        parts.append(
            "\n[[clause]]\n"
            + _lines(
                ("id", clause.id),
                ("heading", clause.heading),
                ("bracket", clause.found.words),
                ("also", list(clause.found.implied) or None),
                *((("measure", []),) if not clause.measures else ()),
            )
        )
        parts += [
            "\n[[clause.measure]]\n"
            + _lines(
                ("id", measure.id),
                ("quote", measure.quote),
                ("text", measure.text or None),
                ("from", measure.starts if measure.term else None),
                ("until", measure.until if measure.term else None),
                ("term", measure.term or None),
                ("once", measure.once or None),
                ("checkable", None if measure.checkable else False),
            )
            for measure in clause.measures
        ]
    return "".join(parts)


def _departments(draft: PlanDraft) -> Iterator[str]:
    yield "# 责任单位：名称、别名照方案的责任括号，由程序初读，待核对。"
    for body in draft.bodies:
        yield "[[department]]\n" + _lines(
            ("id", body.id),
            ("name", body.name),
            ("aliases", list(body.aliases) or None),
            ("kind", body.kind.value),
            ("origin", "方案"),
            ("members", list(body.members) or None),
            ("note", body.note or None),
        )


def _indicators(draft: PlanDraft) -> Iterator[str]:
    yield "# 指标：由程序初读，待核对。引文与方案逐字一致。"
    names = {body.id: body.name for body in draft.bodies}
    for target in draft.targets:
        low, high = _bounds(target)
        yield (
            "[[indicator]]\n"
            + _lines(
                ("id", target.id),
                ("name", target.name),
                ("unit", target.unit),
                ("direction", target.direction.value),
                ("binding", target.binding),
                ("kind", target.kind.value),
                ("decimals", _decimals(target)),
                ("at_least", low),
                ("at_most", high),
                ("departments", [names[body] for body in target.departments] or None),
            )
            + _sources(target)
            + "".join(_milestone(one) for one in _yearly(target))
        )


def _sources(target: DraftTarget) -> str:
    stated = dict.fromkeys((one.place, one.quote) for one in target.milestones)
    return "".join(
        "[[indicator.source]]\n" + _lines(("place", place), ("quote", quote))
        for place, quote in stated
    )


def _yearly(target: DraftTarget) -> list[DraftMilestone]:
    """One milestone for each year, whatever the number of places that state it."""
    return list({one.year: one for one in reversed(target.milestones)}.values())[::-1]


def _milestone(one: DraftMilestone) -> str:
    return "[[indicator.milestone]]\n" + _lines(
        ("year", one.year),
        ("value", None if one.value is None else f"{one.value:f}"),
        ("strict", one.strict or None),
        ("hold", one.hold or None),
        ("every_year", one.every_year or None),
        ("assumed", one.assumed or None),
        ("quote", one.quote),
    )


def _decimals(target: DraftTarget) -> int:
    if target.direction is Direction.DONE:
        return 0
    given = [-int(m.value.as_tuple().exponent) for m in target.milestones if m.value is not None]
    usual = 2 if target.unit in {"", "%"} or target.unit.startswith(("万", "亿")) else 0
    return max([usual, *given])


def _bounds(target: DraftTarget) -> tuple[str | None, str | None]:
    """What the number can be at all, as text."""
    if target.direction is Direction.DONE:
        return None, None
    values = [m.value for m in target.milestones if m.value is not None]
    if target.unit == "%":
        low, high = ("-100", "100") if target.name.endswith(CHANGE) else ("0", "100")
        return low, (high if all(value <= 100 for value in values) else None)
    ratio = target.unit == "" and any(
        word in target.name for word in ("能源利用效率", "电能利用效率", "PUE")
    )
    low = "1" if ratio and all(value >= 1 for value in values) else "0"
    return low, None


def _questions(draft: PlanDraft) -> Iterator[str]:
    yield "# 待明确事项：初读时替方案定下的，逐条请确认。"
    bodies = {body.name: body.id for body in draft.bodies}
    number = 0
    for remark in draft.remarks:
        asked = sentence(remark)
        about = [
            key
            for key in (
                bodies.get(remark.values.get("full", remark.words)),
                remark.values.get("id"),
            )
            if key
        ]
        if asked.default and about:
            number += 1
            yield "[[question]]\n" + _lines(
                ("id", f"q-{number:02d}"),
                ("question", asked.question),
                ("default", asked.default),
                ("reason", asked.told),
                ("about", about),
            )
    if number == 0:
        yield "question = []\n"


def _duties(draft: PlanDraft) -> Iterator[str]:
    yield "# 建议分工：照责任括号初读；括号没有分牵头、配合的，请办公室确认。"
    names = {body.id: body.name for body in draft.bodies}
    places = {clause.id: clause for clause in draft.clauses}
    for clause in draft.clauses:
        for measure in clause.measures:
            yield "[[measure]]\n" + _duty(measure.id, clause, names, owner=False)
    for target in draft.targets:
        place = next((one.place for one in target.milestones if one.place in places), None)
        if place is not None:
            yield "[[indicator]]\n" + _duty(target.id, places[place], names, owner=True)
        else:
            yield "[[indicator]]\n" + _lines(
                ("id", target.id),
                ("lead", [names[body] for body in target.departments]),
                ("reason", "只在主要目标中写明，没有责任括号，暂由列名最多的单位报数，待确认。"),
                ("confident", False),
            )


def _duty(key: str, clause: DraftClause, names: Mapping[str, str], *, owner: bool) -> str:
    led = [names[body] for body, role in clause.named if role is Role.LEAD]
    shared = [names[body] for body, role in clause.named if role is Role.SHARED]
    support = [names[body] for body, role in clause.named if role is Role.SUPPORT]
    told = "责任括号写明牵头单位。"
    if not led and (owner or not shared):
        listed = [*shared, *support]
        led, shared, support = listed[:1], listed[1:], []
        told = "责任括号没有写明牵头单位，暂由列首位的报数，待确认。"
    elif not led:
        led, shared = shared, []
        told = "责任括号没有分牵头、配合，暂都列为牵头，待确认。"
    if len(clause.named) == 1:
        told = "责任括号只有这一个单位。"
    return _lines(
        ("id", key),
        ("lead", led),
        ("support", [*shared, *support] or None),
        ("reason", told),
        ("confident", None if "待确认" not in told else False),
    )


Value = str | int | bool | Decimal | list[str] | list[int] | None


def _lines(*entries: tuple[str, Value]) -> str:
    """TOML; what is None is left out."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in entries if value is not None)


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
