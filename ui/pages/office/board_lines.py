"""The board in words: every body with its state, its days late, its three scores, and what it says
of its year as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from model.domain.answers import Evidence
from model.domain.numbers import points_text
from model.domain.score import Assessment
from model.domain.submission import COVER, OVERALL
from model.domain.wording import NO_TOTAL
from model.office.department_year import DepartmentYear, ReportingState
from ui.kit.table_model import Cell, Line
from ui.status_marks import ORIGIN_MARKS, Mark

MARK_OF = {
    ReportingState.MISSING: Mark.UNREPORTED,
    ReportingState.UNRECEIVED: Mark.REFUSED_ALL,
    ReportingState.UNPROVED: Mark.UNPROVED,
    ReportingState.WAITING: Mark.TO_REVIEW,
    ReportingState.DOUBTFUL: Mark.DOUBTFUL,
    ReportingState.RETURNED: Mark.SENT_BACK,
    ReportingState.AGAIN: Mark.SENT_AGAIN,
    ReportingState.LAPSED: Mark.LAPSED,
    ReportingState.PASSED: Mark.PASSED,
    ReportingState.NOT_ASKED: Mark.NO_TASKS,
}
HEADINGS = ("责任单位", "报送情况", "来源", "逾期#", "自评#", "复算#", "复核#", "复核人", "待审#")
WIDTHS = (0, 118, 92, 66, 76, 76, 76, 84, 58)
ORDER = {state: float(place) for place, state in enumerate(ReportingState)}


def body_line(body: DepartmentYear, reviewers: str = "") -> Line:
    """*reviewers*: to whom its items were given, with how far each is."""
    mark = MARK_OF[body.state]
    late = body.timing.days_late
    return Line(
        key=body.id,
        cells=(
            Cell(words=body.department.name),
            Cell(words=mark.word, mark=mark, sort=ORDER[body.state]),
            _origin(body),
            Cell(words=f"{late} 天" if late else "", right=True, sort=float(late)),
            _points(body.self_total),
            _points(_total(body.recomputed)),
            _points(_total(body.reviewed)),
            Cell(words=reviewers),
            Cell(
                words=str(body.waiting) if body.waiting else "",
                right=True,
                sort=float(body.waiting),
            ),
        ),
    )


def _origin(body: DepartmentYear) -> Cell:
    """What is known of the maker of the report that counts."""
    if body.origin is None:
        return Cell(words="")
    mark = ORIGIN_MARKS[body.origin.standing]
    return Cell(words=mark.word, mark=mark)


def _total(assessment: Assessment | None) -> Decimal | None:
    return assessment.total if assessment else None


def _points(points: Decimal | None) -> Cell:
    if points is None:
        return Cell(words="", right=True, sort=-1.0)
    return Cell(words=points_text(points), right=True, sort=float(points))


def passing(state: ReportingState | None, words: Iterable[str]) -> Callable[[DepartmentYear], bool]:
    """Bodies in *state* (None: any) whose name or kind has all *words*."""
    wanted = tuple(words)

    def passes(body: DepartmentYear) -> bool:
        one = body.department
        text = " ".join((one.name, one.kind.value, *one.aliases)).lower()
        return state in {None, body.state} and all(word in text for word in wanted)

    return passes


def score_parts(assessment: Assessment | None) -> tuple[str, str]:
    """'82.10' and '良好'; '—' where there is nothing to score, or too little for a total."""
    if assessment is None:
        return "—", ""
    if assessment.total is None:
        scored = any(score.points is not None for score in assessment.scores)
        return "—", NO_TOTAL if scored else ""
    return points_text(assessment.total), assessment.grade


def self_parts(body: DepartmentYear) -> tuple[str, str]:
    """Total and grade that the department gave itself; '—' where it gave none."""
    submission = body.submission
    if submission is None or submission.self_total is None:
        return "—", ""
    return str(submission.self_total), body.self_grade


def score_words(assessment: Assessment | None) -> str:
    """'82.10　良好'; '—' where there is nothing to score."""
    return "　".join(filter(None, score_parts(assessment)))


def self_words(body: DepartmentYear) -> str:
    return "　".join(filter(None, self_parts(body)))


def overall_words(body: DepartmentYear) -> str:
    """The 总体情况说明 and the evidence of the year as a whole; "" where nothing of it came."""
    submission = body.submission
    if submission is None:
        return ""
    remark = submission.cover.get("remark", "")
    pieces = [piece for piece in submission.evidence if piece.item == COVER]
    said = f"{OVERALL}　{remark}" if remark else ""
    proved = f"{OVERALL}的" + "\n".join(evidence_lines(pieces)) if pieces else ""
    return "\n".join(filter(None, (said, proved)))


def evidence_lines(pieces: Sequence[Evidence]) -> Iterator[str]:
    """How many *pieces* there are, and a line of each."""
    yield f"佐证材料 {len(pieces)} 件" if pieces else "没有佐证材料"
    for piece in pieces:
        code = f"SHA-256 {piece.sha256[:12]}…" if piece.sha256 else ""
        words = dict.fromkeys((piece.title, piece.reference or piece.file_name, code))
        yield "·　" + "　".join(filter(None, words))
