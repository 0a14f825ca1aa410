"""Conflicts and suspicions as a list: what contradicts, and whether somebody has settled it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from model.consolidation.conflicts import NUMBERS, Conflict, ConflictKind
from model.consolidation.suspicions import Suspicion
from model.domain.answers import STATE_LABELS
from model.domain.numbers import points_text
from model.domain.review import Matter
from model.domain.targets import target_in_force
from model.domain.wording import amount_words
from model.office.year import OfficeYear
from ui.kit.entry import Aside, Dots, Entry
from ui.status_marks import Mark

CONFLICT, SUSPICION = "c:", "s:"
DOTS_TIP = "● 各单位的数（经核改的为核改后），几个单位同一个数就写着几；◇ 年度目标"
GAP_WIDTH, SHARE_WIDTH, SCORE_WIDTH = 64, 36, 52  # px, columns of a row


class CheckKind(StrEnum):
    FIGURE = "指标数不同"
    SUPPLIED = "供数不同"
    JOINT = "共同任务缺项"
    PARTS = "分项与合计不符"
    REPEATED = "状态与指标不符"
    SCORE = "自评与复算不同"
    SUSPICION = "疑点"


KINDS = {
    ConflictKind.FIGURE: CheckKind.FIGURE,
    ConflictKind.SUPPLIED: CheckKind.SUPPLIED,
    ConflictKind.JOINT: CheckKind.JOINT,
    ConflictKind.PARTS: CheckKind.PARTS,
    ConflictKind.REPEATED: CheckKind.REPEATED,
    ConflictKind.SCORE: CheckKind.SCORE,
}


def check_entries(office: OfficeYear, kind: CheckKind) -> Iterator[Entry]:
    """Entries of one kind of check, open ones first, in the order of their groups: what differs
    most comes first.
    """
    if kind is CheckKind.SUSPICION:
        entries = [_suspicion(office, one) for one in office.suspicions]
    else:
        found = [one for one in office.conflicts if KINDS[one.kind] is kind]
        entries = [_conflict(office, one) for one in _ordered(office, found)]
    yield from sorted(entries, key=lambda entry: (entry.mark is Mark.SETTLED, entry.group))


def open_count(office: OfficeYear, kind: CheckKind) -> int:
    if kind is CheckKind.SUSPICION:
        return sum(not office.seen(one) for one in office.suspicions)
    return sum(one.open for one in office.conflicts if KINDS[one.kind] is kind)


def has_any(office: OfficeYear, kind: CheckKind) -> bool:
    """Whether there is anything of this kind, settled or not."""
    if kind is CheckKind.SUSPICION:
        return bool(office.suspicions)
    return any(KINDS[one.kind] is kind for one in office.conflicts)


def told_of(entries: Sequence[Entry]) -> str:
    """What a heading says of its group."""
    return f"{len(entries)} 项"


def _ordered(office: OfficeYear, found: list[Conflict]) -> list[Conflict]:
    return sorted(found, key=lambda one: -_apart(office, one))


def _apart(office: OfficeYear, conflict: Conflict) -> Decimal:
    """How far apart the numbers are: of scores in points, else as a share of the target."""
    values = _values(conflict)
    if not values:
        return Decimal(0)
    gap = max(values) - min(values)
    if conflict.kind is ConflictKind.SCORE:
        return gap
    wanted = _wanted(office, conflict)
    return gap / abs(base) if (base := wanted or max(values, key=abs)) else Decimal(0)


def _values(conflict: Conflict) -> list[Decimal]:
    return [voice.value for voice in conflict.voices if voice.value is not None]


def _wanted(office: OfficeYear, conflict: Conflict) -> Decimal | None:
    indicator = office.plan.indicators.get(conflict.subject)
    if indicator is None:
        return None
    handed = office.package.handed_down if office.package else {}
    return target_in_force(indicator, office.year, handed.get(indicator.id)).value


def _conflict(office: OfficeYear, conflict: Conflict) -> Entry:
    figure = conflict.kind in NUMBERS
    waits = figure and office.waits(office.ruling(Matter.FIGURE, conflict.subject))
    entry = Entry(
        key=f"{CONFLICT}{conflict.key}",
        title=conflict.title,
        mark=(Mark.UNCONFIRMED if waits else Mark.TO_SETTLE) if conflict.open else Mark.SETTLED,
        chip=(None if waits else "") if conflict.open else None,
        note=conflict.settled,
        haystack=" ".join(voice.said for voice in conflict.voices),
    )
    match conflict.kind:
        case ConflictKind.FIGURE | ConflictKind.SUPPLIED if len(set(_values(conflict))) > 1:
            return _with_dots(office, conflict, entry)
        case ConflictKind.JOINT | ConflictKind.FIGURE:
            return replace(entry, aside=_counted(conflict), group=_joint_group(conflict))
        case ConflictKind.SCORE:
            return _with_scores(conflict, entry)
        case _:
            return replace(entry, note=conflict.settled or conflict.sentence)


def _with_dots(office: OfficeYear, conflict: Conflict, entry: Entry) -> Entry:
    """The values that count on a line with the target, and how far apart they are."""
    indicator, wanted = office.plan.indicators[conflict.subject], _wanted(office, conflict)
    values = Counter(_values(conflict))
    ends = [*values, *([] if wanted is None else [wanted])]
    low, span = min(ends), (max(ends) - min(ends)) or Decimal(1)

    def place(value: Decimal) -> float:
        return float((value - low) / span)

    gap, unit = max(values) - min(values), indicator.unit
    apart = amount_words(gap, "点" if unit == "%" else unit)
    told = [f"{amount_words(value, unit)} {count} 个单位" for value, count in values.items()]
    target = "" if wanted is None else f"，目标 {amount_words(wanted, unit)}"
    share = f"{_apart(office, conflict):.0%}"
    return replace(
        entry,
        tip=f"{entry.title}\n{DOTS_TIP}",
        dots=Dots(
            places=tuple((place(value), count) for value, count in values.items()),
            wanted=None if wanted is None else place(wanted),
        ),
        aside=(
            Aside(words=apart, said=f"相差 {apart}：{'、'.join(told)}{target}", width=GAP_WIDTH),
            Aside(words=share, width=SHARE_WIDTH),
        ),
    )


def _counted(conflict: Conflict) -> tuple[Aside, ...]:
    """'完成 2 · 推进中 1 · 未填 1'."""
    counts = Counter(voice.said for voice in conflict.voices if voice.sent)
    order = {label: place for place, label in enumerate(STATE_LABELS.values())}
    said = sorted(counts.items(), key=lambda one: order.get(one[0], len(order)))
    return (Aside(words=" · ".join(f"{word} {count}" for word, count in said)),)


def _joint_group(conflict: Conflict) -> str:
    if conflict.kind is ConflictKind.FIGURE:
        return ""
    silent = any(voice.silent for voice in conflict.voices)
    return "有单位没有填写" if silent else "有的完成，有的未启动"


def _with_scores(conflict: Conflict, entry: Entry) -> Entry:
    own, again = conflict.voices
    differs = own.grade != again.grade
    gain = Decimal(0)
    if own.value is not None and again.value is not None:
        gain = again.value - own.value
    sign = "+" if gain > 0 else "−" if gain < 0 else ""
    asides = (
        Aside(words=own.said, said=f"自评 {own.said}", width=SCORE_WIDTH),
        Aside(words=again.said, said=f"复算 {again.said}", ink="ink", width=SCORE_WIDTH),
        Aside(words=f"{sign}{points_text(abs(gain))}", said="", width=SCORE_WIDTH),
    )
    group = "等次不同（自评 → 复算、相差）" if differs else "等次相同（自评 → 复算、相差）"
    grades = f"{own.grade} → {again.grade}" if differs else ""
    return replace(entry, aside=asides, group=group, note=conflict.settled or grades)


def _suspicion(office: OfficeYear, suspicion: Suspicion) -> Entry:
    seen = office.seen(suspicion)
    return Entry(
        key=f"{SUSPICION}{suspicion.key}",
        title=suspicion.sentence,
        lines=2,
        mark=Mark.SETTLED if seen else Mark.TO_SETTLE,
        chip="已阅" if seen else "",
        aside=(Aside(words=f"{len(suspicion.places)} 处"),),
        group=suspicion.kind,
    )


def find_conflict(office: OfficeYear, key: str) -> Conflict | None:
    return next((c for c in office.conflicts if f"{CONFLICT}{c.key}" == key), None)


def find_suspicion(office: OfficeYear, key: str) -> Suspicion | None:
    return next((s for s in office.suspicions if f"{SUSPICION}{s.key}" == key), None)
