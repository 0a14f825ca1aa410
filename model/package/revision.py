"""方案修订: two editions of a plan held against each other by stable id, word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from model.domain.canonical import canonical_bytes, digest_of, table_of
from model.domain.numbers import number_text
from model.domain.plan import Clause, Indicator, Measure, Milestone, OpenQuestion, Plan
from model.domain.submission import Edition

Part = Clause | Measure | Indicator | OpenQuestion


@dataclass(frozen=True)
class Piece:
    """A stretch of words: equal in both, or what stands instead. "" where nothing does."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, kw_only=True)
class Rewording:
    """One thing whose words or bodies are others now, side by side."""

    id: str
    kind: str  # 条款, 任务, 指标, 待明确事项
    before: str
    after: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all of it: another wording is another thing to look at."""
        return digest_of(canonical_bytes(table_of(self)))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both, cut where they part; put together they are `before` and `after`."""
        matcher = SequenceMatcher(None, self.before, self.after, autojunk=False)
        return tuple(
            Piece(self.before[a:b], self.after[c:d]) for _, a, b, c, d in matcher.get_opcodes()
        )


@dataclass(frozen=True, kw_only=True)
class PlanRevision:
    """Every id of both editions is in exactly one of these."""

    before: Edition
    after: Edition
    same: frozenset[str]
    changed: tuple[Rewording, ...]
    added: tuple[Rewording, ...]  # `before` is ""
    gone: tuple[Rewording, ...]  # `after` is ""


def compared(before: Plan, after: Plan) -> PlanRevision:
    """What became of each clause, measure, indicator and open question."""
    old, new = dict(_parts(before)), dict(_parts(after))
    rewordings = {
        key: Rewording(
            id=key,
            kind=_kind(new.get(key) or old[key]),
            before=_words(before, old.get(key)),
            after=_words(after, new.get(key)),
        )
        for key in (*new, *(key for key in old if key not in new))
    }
    same = {key for key, words in rewordings.items() if words.before == words.after}
    return PlanRevision(
        before=Edition(id=before.id, version=before.edition),
        after=Edition(id=after.id, version=after.edition),
        same=frozenset(same),
        changed=tuple(
            words
            for key, words in rewordings.items()
            if key in old and key in new and key not in same
        ),
        added=tuple(words for key, words in rewordings.items() if key not in old),
        gone=tuple(words for key, words in rewordings.items() if key not in new),
    )


def _parts(plan: Plan) -> Iterator[tuple[str, Part]]:
    tables: tuple[Mapping[str, Part], ...] = (plan.clauses, plan.measures, plan.indicators)
    for table in tables:
        yield from table.items()
    for question in plan.questions:
        yield question.id, question


def _kind(part: Part) -> str:
    match part:
        case Clause():
            return "条款"
        case Measure():
            return "任务"
        case Indicator():
            return "指标"
        case OpenQuestion():
            return "待明确事项"


def _words(plan: Plan, part: Part | None) -> str:
    """All that matters for whether an answer or a duty may be carried over."""
    match part:
        case None:
            return ""
        case Clause():
            return f"{part.number}{part.title}\n{part.body}\n{part.bracket}"
        case Measure():
            said = dict.fromkeys((part.text, part.quote, _names(plan, part.departments)))
            return "\n".join(said)
        case Indicator():
            return "\n".join(
                (
                    f"{part.name}（{part.unit or part.direction.value}）",
                    *(source.quote for source in part.sources),
                    *(_milestone(part, milestone) for milestone in part.milestones),
                    _names(plan, part.departments),
                )
            )
        case OpenQuestion():
            return f"{part.question}\n{part.default}"


def _names(plan: Plan, departments: tuple[str, ...]) -> str:
    return "、".join(plan.departments[key].name for key in departments)


def _milestone(indicator: Indicator, milestone: Milestone) -> str:
    value = "" if milestone.value is None else number_text(milestone.value) + indicator.unit
    notes = (
        "不含本数" if milestone.strict else "",
        "巩固" if milestone.hold else "",
        "每年" if milestone.every_year else "",
    )
    said = "，".join((f"{indicator.direction.value}{value}", *filter(None, notes)))
    return f"{milestone.year}年{said}"
