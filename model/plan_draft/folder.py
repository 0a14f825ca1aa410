"""A draft as a plan's folder (assets/plan/README.md), with the record of how it was read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from model.disk import cause_of_failure, patiently
from model.domain.plan import (
    Direction,
    Indicator,
    Milestone,
)
from model.errors import AppError
from model.plan.note_forms import NoteRole
from model.plan_draft.draft import (
    DraftClause,
    DraftMeasure,
    DraftMilestone,
    DraftTarget,
    PlanDraft,
)
from model.plan_draft.proposals import duties, questions
from model.plan_draft.toml import lines

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
            patiently(lambda: whole.rename(folder))  # a scanner looks into what was just written
    except OSError as error:
        cause = cause_of_failure(error).value
        raise AppError(f"方案数据没有写成：{cause.cause}", hint=cause.cure) from error


def files(draft: PlanDraft) -> dict[str, str]:
    """The content of each file by its name."""
    sections = _sections(draft)
    names = {body.id: body.name for body in draft.bodies}
    plan = lines(
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
    goals = lines(("heading", heading), ("until", until))
    found = {
        "plan.txt": draft.text,
        "plan.toml": f"{plan}\n[goals]\n{goals}",
        "departments.toml": "\n".join(_departments(draft)),
        "indicators.toml": "\n".join(_indicators(draft)),
        "questions.toml": "\n".join(questions(draft)),
        ORIGINAL: draft.source.original,
        RECORD: json.dumps(draft_record(draft), ensure_ascii=False, indent=1) + "\n",
    }
    for name, clauses in sections.items():
        found[f"sections/{name}.toml"] = _section(name, clauses, names, draft)
    proposed = draft.before is not None and bool(draft.before.proposals)
    if proposed or any(
        role in {NoteRole.LEAD, NoteRole.SUPPORT} for c in draft.clauses for _, role in c.named
    ):
        found["duties.toml"] = "\n".join(duties(draft))
    return found


def draft_record(draft: PlanDraft) -> dict[str, object]:
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
                "line": draft.line_of(r),
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


def _section(
    name: str, clauses: list[DraftClause], names: Mapping[str, str], draft: PlanDraft
) -> str:
    parts = [lines(("id", name), ("path", list(clauses[0].path)))]
    for clause in clauses:
        parts.append(
            "\n[[clause]]\n"
            + lines(
                ("id", clause.id),
                ("heading", clause.heading),
                ("bracket", clause.found.words),
                ("also", list(clause.found.implied) or None),
                ("until", clause.until),
                ("apart", clause.apart or None),
                *((("measure", []),) if not clause.measures else ()),
            )
        )
        parts += [f"\n[[clause.measure]]\n{_measure(one, names, draft)}" for one in clause.measures]
    return "".join(parts)


def _measure(one: DraftMeasure, names: Mapping[str, str], draft: PlanDraft) -> str:
    if one.kept is None:
        return lines(
            ("id", one.id),
            ("quote", one.quote),
            ("text", one.text if one.text not in {"", one.quote} else None),
            ("from", one.starts if one.term else None),
            ("until", one.until if one.term else None),
            ("term", one.term or None),
            ("once", one.once or None),
            ("checkable", None if one.checkable else False),
            ("repeats", _repeated(one, draft) or None),
        )
    kept, before = one.kept, draft.before
    own = before.clauses[kept.clause].departments if before else kept.departments
    named = [names[body] for body in kept.departments] if kept.departments != own else []
    return lines(
        ("id", kept.id),
        ("quote", kept.quote),
        ("text", None if kept.text == kept.quote else kept.text),
        ("departments", named or None),
        ("from", kept.starts),
        ("until", kept.until),
        ("term", kept.term or None),
        ("once", kept.once or None),
        ("checkable", None if kept.checkable else False),
        ("repeats", list(kept.repeats) or None),
    )


def _repeated(measure: DraftMeasure, draft: PlanDraft) -> list[str]:
    """The targets that *measure* states as well; they are scored by themselves."""
    return [
        target.id
        for target in draft.targets
        if any(_states(measure, target, one) for one in target.milestones)
    ]


def _states(measure: DraftMeasure, target: DraftTarget, one: DraftMilestone) -> bool:
    """Whether *measure* says what *one* says; a member of a list, only what is of its own."""
    if measure.text and measure.start < one.end and one.start < measure.end:
        return target.name in measure.text or measure.quote in target.name
    return measure.start < one.end <= measure.end


def _departments(draft: PlanDraft) -> Iterator[str]:
    yield "# 责任单位：名称、别名照方案的责任括号，由程序初读，待核对。"
    for body in draft.bodies:
        yield "[[department]]\n" + lines(
            ("id", body.id),
            ("name", body.name),
            ("aliases", list(body.aliases) or None),
            ("kind", body.kind.value),
            ("origin", "方案" if body.in_plan else "方案外"),
            ("members", list(body.members) or None),
            ("note", body.note or None),
        )


def _indicators(draft: PlanDraft) -> Iterator[str]:
    yield "# 指标：由程序初读，待核对。引文与方案逐字一致。"
    if not draft.targets:
        yield "indicator = []\n"
    names = {body.id: body.name for body in draft.bodies}
    known = {target.id for target in draft.targets}
    for target in draft.targets:
        if target.kept is not None:
            yield _kept(target.kept, names, known)
            continue
        low, high = _bounds(target)
        yield (
            "[[indicator]]\n"
            + lines(
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
            + _sources([(one.place, one.quote) for one in target.milestones])
            + "".join(_milestone(one) for one in _yearly(target))
        )


def _kept(one: Indicator, names: Mapping[str, str], known: set[str]) -> str:
    """An indicator of the edition before, as it was."""
    return (
        "[[indicator]]\n"
        + lines(
            ("id", one.id),
            ("name", one.name),
            ("unit", one.unit),
            ("direction", one.direction.value),
            ("binding", one.binding),
            ("kind", one.kind.value),
            ("decimals", one.decimals),
            ("at_least", None if one.at_least is None else f"{one.at_least:f}"),
            ("at_most", None if one.at_most is None else f"{one.at_most:f}"),
            ("from_nothing", None if one.from_nothing else False),
            ("departments", [names[body] for body in one.departments if body in names]),
            ("related", [key for key in one.related if key in known] or None),
            ("note", one.note or None),
        )
        + _sources([(source.place, source.quote) for source in one.sources])
        + "".join(_milestone(milestone) for milestone in one.milestones)
    )


def _sources(stated: Iterable[tuple[str, str]]) -> str:
    return "".join(
        "[[indicator.source]]\n" + lines(("place", place), ("quote", quote))
        for place, quote in dict.fromkeys(stated)
    )


def _yearly(target: DraftTarget) -> list[DraftMilestone]:
    """One milestone for each year, whatever the number of places that state it."""
    return list({one.year: one for one in reversed(target.milestones)}.values())[::-1]


def _milestone(one: DraftMilestone | Milestone) -> str:
    return "[[indicator.milestone]]\n" + lines(
        ("year", one.year),
        ("value", None if one.value is None else f"{one.value:f}"),
        ("strict", one.strict or None),
        ("hold", one.hold or None),
        ("every_year", one.every_year or None),
        ("assumed", one.assumed or None),
        ("quote", one.quote or None),
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
