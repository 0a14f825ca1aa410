"""What the office may want to look at before a package goes out; none of it holds it back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from model.domain.differences import Difference
from model.domain.forms import expected_of
from model.domain.package import YearPackage
from model.domain.plan import Plan, Stage
from model.domain.rectification import Rectification
from model.domain.targets import target_in_force
from model.domain.typed_days import is_day
from model.domain.typed_numbers import fraction
from model.domain.typed_words import is_blank
from model.domain.wording import amount_words, day_words
from model.package.duty_table import DutyMatrix, Workload
from model.package.targets import sharing
from model.package.validation import stated_numbers

MOST_NAMES = 6
MOST_SAID = 3  # differences in full
UNWRITTEN = (
    "第{version}版已经生效，文件还没有写出，各单位收不到：请按下面的按钮写出来，再分别发送。"
)


def cautions(today: Plan, package: YearPackage, day: date | None = None) -> Iterator[str]:
    """What hardly anybody means to send out, a sentence each.

    Args:
        today: the plan in force under *package*.
        day: on which it goes out; None: it is out already.
    """
    due = date.fromisoformat(package.deadline) if is_day(package.deadline) else day
    if day and due and (late := max((day - due).days, 0)):
        passed = f"截止日期{day_words(package.deadline)}已经过去 {late} 天"
        yield f"{passed}，没有报送的单位一下发就算逾期。"
    yield from _like_fractions(today, package)
    if missing := len(without_target(today, package)):
        yield f"{missing} 项指标的目标还没有下达，下达之前不计分。"
    if blank := blank_contacts(package):
        yield f"没有写办公室的{'、'.join(blank)}，各单位不知道报给谁、问谁。"


def _like_fractions(today: Plan, package: YearPackage) -> Iterator[str]:
    """Shares that look as if 0.4 was written for 40 %."""
    for indicator, what, value in stated_numbers(today, package):
        if fraction(value, indicator.unit, expected_of(indicator)):
            stated, meant = (amount_words(one, indicator.unit) for one in (value, value * 100))
            yield f"“{indicator.name}”{what}写的是 {stated}，是不是 {meant}？请核对。"


def about_rectification(lines: Iterable[Rectification]) -> Iterator[str]:
    """What departments still have to put right, and with which files they are told."""
    left = [one for one in lines if one.closing is None]
    if not left:
        return
    bodies = len({one.bearer for one in left if one.bearer})
    yield (
        f"{len(left)} 项整改事项还没有销号，涉及 {bodies} 个单位：“每个单位一份”的任务包里带有"
        "整改通知单；“一份发给所有单位”的不带，要另在“整改台账”页写出通知单。"
    )
    if strays := sum(not one.bearer for one in left):
        yield f"其中 {strays} 项因单位调整待转交，要先在“整改台账”页转交，才会通知到单位。"


def without_target(today: Plan, package: YearPackage) -> frozenset[str]:
    """Ids of the indicators that have no target in the package's year."""
    return frozenset(
        key
        for key, indicator in today.indicators.items()
        if not indicator.qualitative
        and target_in_force(
            indicator, package.year, package.handed_down.get(key), package.baselines.get(key)
        ).missing
    )


def blank_contacts(package: YearPackage) -> tuple[str, ...]:
    """What is not written of the office itself, as people call it."""
    office = package.office
    contact = {"联系人": office.name, "联系电话": office.phone, "收件邮箱": office.email}
    return tuple(what for what, said in contact.items() if is_blank(said))


def about_rivals(newest: YearPackage | None, rivals: Sequence[YearPackage]) -> Iterator[str]:
    """Several that went out with one number: two PCs corrected the same version, or one went on
    from a backup.
    """
    if newest and rivals:
        others = "、".join(one.check_code for one in rivals)
        yield (
            f"下发过 {len(rivals) + 1} 份不同的第{newest.version}版，单位收到的可能是其中任何一份："
            f"现行的校验码 {newest.check_code}，另外的 {others}。请编制更正版，重新下发给所有单位。"
        )


def about_corrections(since: Sequence[Difference]) -> Iterator[str]:
    """What last year's package corrected after this year was opened from it."""
    if since:
        said = "".join(one.sentence for one in since[:MOST_SAID])
        more = "……" if len(since) > MOST_SAID else ""
        yield f"去年的任务包在本年度开启以后更正过，有 {len(since)} 处没有带过来：{said}{more}"


def about_last_year(since: Sequence[Difference], *, made: bool) -> Iterator[str]:
    """What last year says otherwise by now about archived and overdue measures.

    Args:
        made: the package is being made, and can take it over.
    """
    if not since:
        return
    said = "；".join(f"“{one.title}”应由{one.before}改为{one.after}" for one in since[:MOST_SAID])
    more = "……" if len(since) > MOST_SAID else ""
    first = "" if made else "编制更正版，"
    yield (
        f"照去年现在的复核结果，有 {len(since)} 项的归档和逾期与这里不同：{said}{more}。"
        f"要照着改的，请{first}在“职责分工”里点“按去年复核结果归档”。"
    )


def _about_leads(matrices: tuple[DutyMatrix, ...]) -> Iterator[str]:
    """Which items lost their lead, and are asked of all who support them, in full."""
    count = sum(len(one.leaderless) for one in matrices)
    if not count:
        return
    places = (
        f"{one.title}“{'”“'.join(row.words for row in one.leaderless)}”"
        if count <= MOST_NAMES
        else f"{one.title} {len(one.leaderless)} 项"
        for one in matrices
        if one.leaderless
    )
    yield (
        f"{count} 项没有牵头单位，配合的单位都要按牵头单位填报、计分："
        f"{'；'.join(places)}。请在“职责分工”里定牵头单位。"
    )


def _about_years(today: Plan) -> Iterator[str]:
    """How many measures the year doesn't ask, or asks after their term."""
    stages = Counter(measure.stage for measure in today.measures.values())
    if count := stages[Stage.ARCHIVED]:
        yield f"{count} 项一次性任务已完成归档，只列出，不再填报、不计分。"
    if count := stages[Stage.OVERDUE]:
        yield f"{count} 项任务过了方案写明的期限还没有完成，按逾期继续填报。"
    past = {Stage.OVER: "已过期限", Stage.NOT_BEGUN: "尚未开始"}
    said = "，".join(f"{stages[one]} 项{word}" for one, word in past.items() if stages[one])
    if said:
        yield f"照方案写明的年限，{said}，今年不问；要改的在“职责分工”里逐项改。"


def hints(
    today: Plan,
    package: YearPackage,
    matrices: tuple[DutyMatrix, ...],
    loads: Mapping[str, Workload],
) -> Iterator[str]:
    """A sentence each.

    Args:
        today: the plan in force under *package*; *matrices* and *loads* are of it.
    """
    for key in package.shares:
        indicator = today.indicators.get(key)
        if indicator is None or not indicator.stage.asked:
            continue
        one = sharing(today, package, key)
        if not one.fits:
            yield f"“{indicator.name}”：{one.sentence}"
        if one.stale:
            yield (
                f"“{indicator.name}”：有 {len(one.stale)} 个本单位目标的单位只供数或不再承担，"
                "这些目标不计入，请在“目标”里删除。"
            )
    if count := sum(len(one.unconfirmed) for one in matrices):
        doubtful = sum(one.doubtful for one in matrices)
        unsure = f"，其中 {doubtful} 项把握不大" if doubtful else ""
        yield (
            f"{count} 项分工照建议执行，未经办公室确认{unsure}；请在“职责分工”里逐条确认，"
            "或者采用建议分工。"
        )
    yield from _about_leads(matrices)
    yield from _about_years(today)
    heavy = [load for load in loads.values() if load.heavy]
    if heavy:
        names = "、".join(f"{one.department.name} {one.answered} 项" for one in heavy[:MOST_NAMES])
        more = " 等" if len(heavy) > MOST_NAMES else ""
        what = f"{'牵头' if heavy[0].by_lead else ''}超过 {heavy[0].usual[1]} 项任务"
        yield f"{len(heavy)} 个单位{what}：{names}{more}。可在“职责分工”里认领。"
    idle = [load.department.name for load in loads.values() if load.idle]
    if idle:
        yield f"{len(idle)} 个单位没有任何事项：{'、'.join(idle)}。"
    if shared := sum(one.shared for one in matrices):
        yield f"{shared} 项由多个单位共担，每个单位都要填报。"
