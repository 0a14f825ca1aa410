"""Suspicions: what a reviewer should check, with the places. Nothing follows from one by itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from model.consolidation.similar_texts import OwnedText, alike
from model.domain.answers import Evidence, value_of
from model.domain.documents import document_number
from model.domain.evidence_rules import EvidenceGap, EvidenceNeed
from model.domain.numbers import number_text
from model.domain.plan import Plan
from model.domain.review import seen_of
from model.domain.score import Assessment
from model.domain.submission import COVER, Submission
from model.domain.targets import Target
from model.domain.wording import points_words

EXACT_FROM = 3  # targets of one department met to the last digit
SHORT = 40  # characters quoted of a longer text
BY_FILE = "file "
WORDS = ("done", "problems", "next_steps", "explanation")  # one reason for 不适用 may hold for many


class SuspicionKind(StrEnum):
    FULL_MARKS = "自评满分"
    EXACT = "目标值照填"
    EVIDENCE = "佐证材料相同"
    UNPROVEN = "佐证材料缺失"
    WORDING = "文字雷同"


@dataclass(frozen=True, kw_only=True)
class SuspicionPlace:
    """A department and an item; `item` "" stands for the department's whole year."""

    department: str
    item: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    kind: SuspicionKind
    key: str  # the same as long as it is about the same thing
    sentence: str
    places: tuple[SuspicionPlace, ...]

    @property
    def seen(self) -> str:
        """The choice of a ruling that the suspicion was looked at, with what its places say now."""
        return seen_of(*(f"{one.department}/{one.item}={one.said}" for one in self.places))


@dataclass(frozen=True, kw_only=True)
class Reported:
    """One department's submission, with its targets."""

    submission: Submission
    recomputed: Assessment
    targets: Mapping[str, Target]
    gaps: Sequence[EvidenceGap] = ()  # what lacks evidence, the gravest first


def suspicions(
    plan: Plan, reports: Mapping[str, Reported], offered: Collection[str] = ()
) -> Iterator[Suspicion]:
    """All suspicions in the order of their kinds.

    Args:
        reports: by department, in the plan's order.
        offered: sentences that the app offers and nobody writes.
    """
    for department, report in reports.items():
        yield from _full_marks(plan, department, report)
    for department, report in reports.items():
        yield from _exact(plan, department, report)
    yield from _evidence(reports)
    yield from _unproven(plan, reports)
    yield from _wording(plan, reports, offered)


def _full_marks(plan: Plan, department: str, report: Reported) -> Iterator[Suspicion]:
    own, maximum = report.submission.self_total, report.recomputed.maximum
    if own is not None and Decimal(own) >= maximum:
        name = plan.departments[department].name
        yield Suspicion(
            kind=SuspicionKind.FULL_MARKS,
            key=f"full/{department}",
            sentence=f"{name}自评满分（{points_words(Decimal(own))}），请抽查佐证。",
            places=(SuspicionPlace(department=department, item="", said=f"{own} 分"),),
        )


def _exact(plan: Plan, department: str, report: Reported) -> Iterator[Suspicion]:
    """The suspicion that every number the department reports equals its target."""
    measured = {
        key: value
        for key, target in report.targets.items()
        if target.value is not None
        and (value := value_of(report.submission.answers.get(key, {}))) is not None
    }
    if len(measured) < EXACT_FROM or any(
        value != report.targets[key].value for key, value in measured.items()
    ):
        return
    yield Suspicion(
        kind=SuspicionKind.EXACT,
        key=f"exact/{department}",
        sentence=f"{plan.departments[department].name}的 {len(measured)} 项指标"
        "都与目标值完全相等，请核对是否照目标填写。",
        places=tuple(
            SuspicionPlace(department=department, item=key, said=number_text(value))
            for key, value in measured.items()
        ),
    )


def _evidence(reports: Mapping[str, Reported]) -> Iterator[Suspicion]:
    """That one piece, by its file or its 文号, is evidence of several departments."""
    holders: dict[str, list[SuspicionPlace]] = {}
    for department, report in reports.items():
        for piece in report.submission.evidence:
            item = "" if piece.item == COVER else piece.item
            place = SuspicionPlace(department=department, item=item, said=piece.title)
            for key in _known_by(piece):
                holders.setdefault(key, []).append(place)
    told: set[tuple[SuspicionPlace, ...]] = set()
    for key, places in holders.items():
        count = len({place.department for place in places})
        if count > 1 and tuple(places) not in told:
            told.add(tuple(places))
            what = "同一个佐证文件" if key.startswith(BY_FILE) else "同一文号的佐证材料"
            uses = f"，共 {len(places)} 处" if len(places) > count else ""
            yield Suspicion(
                kind=SuspicionKind.EVIDENCE,
                key=f"evidence/{key.removeprefix(BY_FILE)}",
                sentence=f"{count} 个单位用了{what}“{places[0].said}”{uses}，请核对归属。",
                places=tuple(places),
            )


def _known_by(piece: Evidence) -> Iterator[str]:
    """What tells that *piece* is the same as another: the file, a 文号."""
    if piece.sha256:
        yield f"{BY_FILE}{piece.sha256[:16]}"
    if number := document_number(piece.reference):
        yield number


def _unproven(plan: Plan, reports: Mapping[str, Reported]) -> Iterator[Suspicion]:
    """For each department the items that want evidence and have none, counted by gravity;
    those in progress are counted apart and no places.
    """
    for department, report in reports.items():
        bare = [gap for gap in report.gaps if gap.bare]
        grave = [gap for gap in bare if gap.rule.need is not EvidenceNeed.ONGOING]
        if not grave:
            continue
        needs = [gap.rule.need for gap in grave]
        counts = "、".join(
            f"{need} {needs.count(need)} 项" for need in EvidenceNeed if need in needs
        )
        light = len(bare) - len(grave)
        more = f"；另有{EvidenceNeed.ONGOING} {light} 项，不逐项列出" if light else ""
        yield Suspicion(
            kind=SuspicionKind.UNPROVEN,
            key=f"unproven/{department}",
            sentence=f"{plan.departments[department].name}没有登记佐证材料的：{counts}{more}。",
            places=tuple(
                SuspicionPlace(department=department, item=gap.item, said=gap.rule.need.value)
                for gap in grave
            ),
        )


def _wording(
    plan: Plan, reports: Mapping[str, Reported], offered: Collection[str]
) -> Iterator[Suspicion]:
    """The suspicions that several departments wrote the same text, the plan's own words
    left out.
    """
    texts = []
    quotes = {key: measure.text for key, measure in plan.measures.items()}
    quotes |= {key: indicator.name for key, indicator in plan.indicators.items()}
    for department, report in reports.items():
        for item, answer in report.submission.answers.items():
            quote = quotes.get(item, "")
            texts += [
                OwnedText(owner=department, place=item, words=answer[field], without=quote)
                for field in WORDS
                if field in answer and answer[field] not in offered
            ]
    for group in alike(texts):
        owners = list(dict.fromkeys(text.owner for text in group.texts))
        first = group.texts[0].words
        quoted = first if len(first) <= SHORT else f"{first[:SHORT]}……"
        yield Suspicion(
            kind=SuspicionKind.WORDING,
            key=f"wording/{group.key}",
            sentence=f"{len(owners)} 个单位的 {len(group.texts)} 处文字几乎相同：“{quoted}”",
            places=tuple(
                SuspicionPlace(department=text.owner, item=text.place, said=text.words)
                for text in group.texts
            ),
        )
