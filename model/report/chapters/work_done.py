"""重点任务: what was done, by section of the plan, in the words of those who did it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from model.consolidation.consolidation import DepartmentResult, Tally, Told
from model.consolidation.sections import section_of
from model.domain.plan import Measure
from model.domain.wording import clause, on_a_line, share_text
from model.report.data import ReportData
from model.report.word import Document

MOST = 4  # answers quoted of a section
OF_ONE = 2  # of them by one department
LONGEST = 220  # characters of a quoted answer
CLAIMED = {Told.DONE, Told.ONGOING}


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """What a department says it did about a measure. `pieces` is how much evidence lies with it."""

    one: DepartmentResult
    measure: Measure
    words: str
    done: bool
    pieces: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """How well it is evidenced: pieces of evidence, then done, then figures in its words."""
        return self.pieces, int(self.done), sum(sign.isdigit() for sign in self.words)


def work_done(document: Document, data: ReportData) -> None:
    """Writes a paragraph of counts for each section, then its best evidenced answers."""
    found = achievements(data)
    asked = {section_of(data.plan, measure) for measure in data.plan.measures.values()}
    told = [one for one in data.picture.sections if one.key in asked]
    bodies = [one.department.id for one in data.picture.departments]
    carried = {section_of(data.plan, one) for body in bodies for one in data.plan.measures_of(body)}
    for number, section in enumerate(told, start=1):
        tally = data.picture.section(section.key)
        document.heading(2, f"（{_numeral(number)}）{section.title}")
        if tally.obligations:
            document.text(_counted(tally))
        if section.key not in carried:
            document.text(_untold(data, section.key))
            continue
        chosen = list(_chosen(found.get(section.key, [])))
        for one in chosen:
            said, about = on_a_line(one.words, LONGEST), clause(one.measure.title)
            document.text(f"{one.one.department.name}：{said}（{about}）。")
        if not chosen:
            document.to_write("已报送的单位没有写完成情况；本领域的主要做法和成效")
    document.note(
        "注：各领域所引为各单位填报原文，按佐证材料多少、是否完成选取，每领域至多 "
        f"{MOST} 条；退回和没有采信的不引。"
    )


def _counted(tally: Tally) -> str:
    """'本领域共 13 项次：完成 5 项次，滞后 1 项次。其中滞后和未启动占 7.7%。'."""
    counts = "，".join(f"{state} {count} 项次" for state, count in tally.counts if count)
    behind = tally.told[Told.BEHIND] + tally.told[Told.NOT_STARTED]
    part = share_text(Decimal(behind) / tally.obligations)
    lag = f"其中滞后和未启动占 {part}。" if behind else ""
    return f"本领域共 {tally.obligations} 项次{counts and f'：{counts}'}。{lag}"


def _untold(data: ReportData, section: str) -> str:
    """Why nothing can be told of a *section* of which no department that reported has a measure."""
    silent = {one.id for one in data.turnout.missing}
    measures = (m for m in data.plan.measures.values() if section_of(data.plan, m) == section)
    if any(silent.intersection(one.departments) for one in measures):
        return "本领域各项任务的责任单位还没有报送。"
    return "本年度没有要求单位填报本领域的任务。"


def achievements(data: ReportData) -> Mapping[str, list[Achievement]]:
    """Section -> what departments say they did, the best evidenced first."""
    found: dict[str, list[Achievement]] = {}
    for one in data.picture.departments:
        for measure in data.plan.measures_of(one.department.id):
            told, words = one.told(measure), one.quoted(measure.id, "done")
            if told in CLAIMED and words and (one.department.id, measure.id) not in data.decided:
                found.setdefault(section_of(data.plan, measure), []).append(
                    Achievement(
                        one=one,
                        measure=measure,
                        words=words,
                        done=told is Told.DONE,
                        pieces=data.evidence.get((one.department.id, measure.id), 0),
                    )
                )
    return {
        key: sorted(some, key=lambda each: each.rank, reverse=True) for key, some in found.items()
    }


def _chosen(some: list[Achievement]) -> Iterator[Achievement]:
    """The first ones, no words twice and not too many of one department."""
    by: dict[str, int] = {}
    said: set[str] = set()
    for one in some:
        body = one.one.department.id
        if by.get(body, 0) < OF_ONE and one.words not in said and len(said) < MOST:
            by[body] = by.get(body, 0) + 1
            said.add(one.words)
            yield one


def _numeral(number: int) -> str:
    digits = "一二三四五六七八九十"
    return digits[number - 1] if number <= len(digits) else f"十{digits[number - 11]}"
