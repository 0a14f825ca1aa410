"""通过 is about what counted when it was given: score, grade, and the values behind them."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from model.domain.answers import Answers
from model.domain.canonical import canonical_bytes, digest_of
from model.domain.numbers import number_text
from model.domain.review import WHOLE_YEAR, Matter, Review, Ruling
from model.domain.score import Assessment
from model.domain.wording import points_words

COUNTING = ("state", "progress", "value")  # what an answer says besides words
KEPT = 32  # digits of a digest
LONGEST = 128  # characters of a review's basis
CAUSES = {
    Matter.FIGURE: "核定的指标数",
    Matter.HAND_EDIT: "手工改动的核定",
    Matter.FALSE_FIGURES: "虚报瞒报的认定",
    Matter.RECEIVED_ON: "实际收到日",
    Matter.FOUR_EYES: "复核两人制",
}


def counted(answers: Answers, assessed: Assessment, *, false_figures: bool = False) -> str:
    """What counts of a year, as the basis of its 通过: a digest, the total and the grade. It is
    another as soon as one of them, the points of an item or a value behind them is, or figures are
    known to be false; words and the sentences of scores are not in it.
    """
    said = {
        item: {key: answer[key] for key in COUNTING if answer.get(key)}
        for item, answer in answers.items()
    }
    points = {
        score.item: [
            score.standing.name,
            "" if score.points is None else number_text(score.points),
            number_text(score.maximum),
        ]
        for score in assessed.scores
    }
    total = "" if assessed.total is None else number_text(assessed.total)
    table = {"answers": {item: one for item, one in said.items() if one}, "points": points}
    told = {"total": total, "grade": assessed.grade, "false": false_figures}
    return f"{digest_of(canonical_bytes(table | told))[:KEPT]} {total} {assessed.grade}"[:LONGEST]


def change_words(passing: Review, assessed: Assessment, causes: Iterable[str]) -> str:
    """'通过以后有变化（核定的指标数），请再看：复核得分由 74.22 分（合格）变为 ….'

    Args:
        causes: see `causes_since`.
    """
    _, before, grade = passing.basis.split(" ", 2)
    total = "" if assessed.total is None else number_text(assessed.total)
    why = "、".join(causes)
    if (before, grade) == (total, assessed.grade):
        score = "得分和等次没有变"
    else:
        now = _score_words(total, assessed.grade)
        score = f"复核得分由 {_score_words(before, grade)}变为 {now}"
    return f"通过以后有变化{f'（{why}）' if why else ''}，请再看：{score}。"


def _score_words(total: str, grade: str) -> str:
    points = points_words(Decimal(total)) if total else "无得分"
    return f"{points}（{grade}）" if grade else points


def causes_since(
    passing: Review, items: Iterable[str], reviews: Sequence[Review], history: Iterable[Ruling]
) -> Iterator[str]:
    """What was decided after *passing* that may have changed what counts, in words, each once.

    Args:
        items: of the department.
        reviews: of the department, in the order in which they were made.
        history: every ruling of the year.
    """
    since = reviews[reviews.index(passing) + 1 :]
    if any(one.item != WHOLE_YEAR for one in since):
        yield "逐项复核"
    subjects = {*items, passing.department, ""}
    found = dict.fromkeys(
        CAUSES[one.matter]
        for one in history
        if one.matter in CAUSES
        and one.at >= passing.at
        and (one.subject in subjects or one.subject.startswith(f"{passing.submission}/"))
    )
    yield from found
