"""The rows of what was read: clauses with their measures, targets, bodies, and what to look at."""

from collections.abc import Iterator
from enum import StrEnum

from model.compilation.compilation import Compilation, remark_key
from model.domain.wording import on_a_line
from model.plan.note_forms import NoteRole
from model.plan_draft.draft import (
    CUTS,
    DOUBTS,
    Code,
    Confidence,
    DraftClause,
    DraftMeasure,
    DraftTarget,
    PlanDraft,
)
from model.plan_draft.remarks import remark_words
from model.plan_draft.typed_words import values_words
from ui.kit.entry import Aside, Entry
from ui.kit.metrics import BLOCK
from ui.status_marks import Mark

UNSURE = "拿不准"
ROLES = {NoteRole.LEAD: "牵头", NoteRole.SUPPORT: "配合", NoteRole.SHARED: "分工"}
FEW = 6  # bodies named in a row
LONGEST = 400  # letters of a row
LOOKED, AGAIN = "核对过了", "重新核对"


class EntryKind(StrEnum):
    """What the key of a row begins with."""

    CLAUSE = "clause"
    MEASURE = "measure"
    TARGET = "target"
    BODY = "body"
    REMARK = "remark"
    HEAD = "head"


def key_of(kind: EntryKind, id_: str) -> str:
    return f"{kind}\x1f{id_}"


def kind_and_id(key: str) -> tuple[EntryKind | None, str]:
    kind, _, id_ = key.partition("\x1f")
    return (EntryKind(kind) if kind in set(EntryKind) else None), id_


def clause_title(clause: DraftClause) -> str:
    """The heading of *clause*, else its first words."""
    return clause.heading.strip() or on_a_line(clause.body, 40) or clause.path[-1]


def roles_words(draft: PlanDraft, clause: DraftClause) -> str:
    """Who answers for *clause*, by role."""
    names = {body.id: body.name for body in draft.bodies}
    said = []
    for role, word in ROLES.items():
        own = [names.get(body, "") for body, given in clause.named if given is role]
        more = f"等 {len(own)} 个" if len(own) > FEW else ""
        said += [f"{word} {'、'.join(own[:FEW])}{more}"] if own else []
    return "　".join(said) or "没有读出责任单位"


def clause_entries(draft: PlanDraft) -> Iterator[Entry]:
    for clause in draft.clauses:
        group = "　".join(clause.path)
        unsure = Confidence.UNSURE in {clause.confidence, clause.found.confidence}
        yield Entry(
            key=key_of(EntryKind.CLAUSE, clause.id),
            title=clause_title(clause),
            bold=True,
            mark=Mark.DOUBTFUL if unsure else None,
            chip=UNSURE if unsure else None,
            note=roles_words(draft, clause),
            group=group,
            haystack=f"{clause.body}{clause.found.words}",
        )
        for measure in clause.measures:
            yield Entry(
                key=key_of(EntryKind.MEASURE, measure.id),
                title=on_a_line(measure.quote, LONGEST),
                lines=2,
                ink="ink" if measure.checkable else "quiet",
                indent=BLOCK,
                note=measure_words(measure),
                group=group,
            )


def measure_words(measure: DraftMeasure) -> str:
    """What was read of a measure beside its words; "" for nothing."""
    said = [f"期限：{measure.term}"] if measure.term else []
    said += ["一次完成"] if measure.once else []
    said += [] if measure.checkable else ["只列不评"]
    return "　".join(said)


def target_entries(draft: PlanDraft) -> Iterator[Entry]:
    for target in draft.targets:
        unsure = target.confidence is Confidence.UNSURE
        yield Entry(
            key=key_of(EntryKind.TARGET, target.id),
            title=target.name,
            mark=Mark.DOUBTFUL if unsure else None,
            chip=UNSURE if unsure else None,
            note=target_words(target),
            over=on_a_line(target.milestones[0].quote, LONGEST),
        )


def target_words(target: DraftTarget) -> str:
    """Direction, unit and values of a target, and what it is."""
    said = f"{target.direction.value}　{values_words(target)}　{target.unit}".strip()
    return f"{said}　{target.kind.value}{'　约束性' if target.binding else ''}"


def body_entries(draft: PlanDraft) -> Iterator[Entry]:
    for body in draft.bodies:
        unsure = body.confidence is Confidence.UNSURE
        named = sum(body.id in dict(clause.named) for clause in draft.clauses)
        also = f"　括号里又作 {'、'.join(body.aliases)}" if body.aliases else ""
        yield Entry(
            key=key_of(EntryKind.BODY, body.id),
            title=body.name,
            mark=Mark.DOUBTFUL if unsure else None,
            chip=UNSURE if unsure else None,
            note=f"{body.kind.value}　在 {named} 条里{also}",
        )


def remark_entries(compilation: Compilation) -> Iterator[Entry]:
    """What to look at first, then what was looked at, what was left, what was cut."""
    draft, seen = compilation.draft, compilation.state.seen
    breaks = sum(one.code is Code.LINE_BREAK for one in draft.remarks)
    joined = f"，另有 {breaks} 处断行已接上" if breaks else ""
    groups: dict[str, list[Entry]] = {
        "要核对": [], "核对过的": [], "没有编进去的": [], f"没有收进方案文本的{joined}": []
    }  # fmt: skip
    open_, looked, left, cut = groups.values()
    for remark in draft.remarks:
        if remark.code is Code.LINE_BREAK:
            continue
        key, doubt = remark_key(remark), remark.code in DOUBTS
        was_seen = doubt and key in seen
        where = cut if remark.code in CUTS else left if not doubt else looked if was_seen else open_
        group = next(name for name, rows in groups.items() if rows is where)
        where.append(
            Entry(
                key=key_of(EntryKind.REMARK, key),
                title=on_a_line(remark_words(remark).told, LONGEST),
                lines=2,
                mark=(Mark.SETTLED if was_seen else Mark.DOUBTFUL) if doubt else None,
                chip="",
                over_aside=(Aside(words=f"第 {draft.line_of(remark)} 行"),),
                act=(AGAIN if was_seen else LOOKED) if doubt else "",
                group=group,
            )
        )
    for rows in groups.values():
        yield from rows
