"""Where points are still to be gained."""

from model.domain.score import Assessment, Score


def ladder(assessment: Assessment) -> tuple[Score, ...]:
    """The items that do not have full points yet, the most to be gained first.

    Among equal gains in the order of the assessment.
    """
    missing = [score for score in assessment.scores if score.gain > 0]
    return tuple(sorted(missing, key=lambda score: -score.gain))
