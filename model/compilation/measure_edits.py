"""What people do to a clause's measures, as corrections: each measure stays words of the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from model.compilation.compilation import Corrections
from model.plan_draft.draft import DraftClause, DraftMeasure, PlanDraft
from model.plan_draft.typed_words import Span, trimmed


@dataclass(frozen=True, kw_only=True)
class MisplacedWords:
    """Words that can't be a measure of a clause: `elsewhere` is the clause in which they stand, ""
    for none; `taken` says that they stand there, but before what stands above them.
    """

    words: str
    elsewhere: str = ""
    taken: bool = False


def body_span(draft: PlanDraft, clause: DraftClause) -> Span:
    """Where the body of *clause* stands."""
    start = draft.text.find(clause.body, clause.start) if clause.body else clause.start
    return start, start + len(clause.body)


def clause_at(draft: PlanDraft, position: int) -> DraftClause | None:
    """The clause in whose body or note *position* of the text lies."""
    for clause in draft.clauses:
        start, end = body_span(draft, clause)
        if start <= position <= end or clause.found.start <= position < clause.found.end:
            return clause
    return None


def measure_over(clause: DraftClause, position: int) -> DraftMeasure | None:
    """The measure of *clause* in whose words *position* lies."""
    return next((one for one in clause.measures if one.start <= position <= one.end), None)


def clause_of(draft: PlanDraft, measure: str) -> DraftClause | None:
    """The clause that has the measure with the id *measure*."""
    return next(
        (one for one in draft.clauses if any(measure == own.id for own in one.measures)), None
    )


def misplaced(
    draft: PlanDraft, clause: DraftClause, start: int, quotes: Sequence[str]
) -> MisplacedWords | None:
    """The first of *quotes* that doesn't stand in *clause* after *start* and those before it."""
    first, end = body_span(draft, clause)
    position = max(start, first)
    for quote in quotes:
        found = draft.text.find(quote, position, end)
        if found < 0:
            elsewhere = next((one.id for one in draft.clauses if quote in one.body), "")
            return MisplacedWords(words=quote, elsewhere=elsewhere, taken=quote in clause.body)
        position = found + len(quote)
    return None


def reworded(
    draft: PlanDraft, clause: DraftClause, measure: DraftMeasure, quotes: Sequence[str]
) -> Corrections:
    """*measure* as *quotes*, which stand in the clause after the measure above it; what they take
    of the measures below is no longer theirs. None of *quotes*: it is not listed.
    """
    place = clause.measures.index(measure)
    above, below = clause.measures[:place], clause.measures[place + 1 :]
    spans = list(_spans_of(above))
    position = spans[-1][1] if spans else body_span(draft, clause)[0]
    for quote in quotes:
        start = draft.text.find(quote, position)
        spans.append((start, start + len(quote)))
        position = start + len(quote)
    spans += _outside(draft, _spans_of(below), (body_span(draft, clause)[0], position))
    return _corrections(draft, clause, spans)


def placed(draft: PlanDraft, clause: DraftClause, span: Span) -> Corrections:
    """A measure of the words at *span*; what it takes of others is no longer theirs."""
    start, end = trimmed(draft.text, span)
    spans = [*_outside(draft, _spans_of(clause.measures), (start, end)), (start, end)]
    return _corrections(draft, clause, sorted(spans))


def split(
    draft: PlanDraft, clause: DraftClause, measure: DraftMeasure, position: int
) -> Corrections:
    """*measure* cut at *position* of the text; signs at the cut belong to neither part."""
    halves = ((measure.start, position), (position, measure.end))
    parts = [part for half in halves if (part := trimmed(draft.text, half))[0] < part[1]]
    spans = [
        piece
        for one in clause.measures
        for piece in (parts if one is measure else [(one.start, one.end)])
    ]
    return _corrections(draft, clause, spans)


def joined(draft: PlanDraft, clause: DraftClause, measure: DraftMeasure) -> Corrections | None:
    """*measure* as one with that above it, and what stands between; None: it is the first."""
    place = clause.measures.index(measure)
    if place == 0:
        return None
    above = clause.measures[place - 1]
    spans = [
        (above.start, measure.end) if one is above else (one.start, one.end)
        for one in clause.measures
        if one is not measure
    ]
    return _corrections(draft, clause, spans)


def dropped(draft: PlanDraft, clause: DraftClause, measure: DraftMeasure) -> Corrections:
    """*measure* is not listed."""
    spans = [(one.start, one.end) for one in clause.measures if one is not measure]
    return _corrections(draft, clause, spans)


def flagged(clause: DraftClause, measure: DraftMeasure, **flags: bool | str) -> Corrections:
    """*measure* with `once`, `checkable` or `text` set."""
    return {"measure": [{"id": clause.id, "words": measure.quote, **flags}]}


def _spans_of(measures: Iterable[DraftMeasure]) -> Iterator[Span]:
    for one in measures:
        yield one.start, one.end


def _outside(draft: PlanDraft, spans: Iterable[Span], taken: Span) -> Iterator[Span]:
    """*spans* without what lies in *taken*."""
    for start, end in spans:
        for part in ((start, min(end, taken[0])), (max(start, taken[1]), end)):
            if part[0] < part[1] and (left := trimmed(draft.text, part))[0] < left[1]:
                yield left


def _corrections(draft: PlanDraft, clause: DraftClause, spans: Sequence[Span]) -> Corrections:
    """The measures of *clause* at *spans*; each keeps what people said of the one it began in."""
    quotes = [draft.text[slice(*span)] for span in spans]
    flags = []
    for span, quote in zip(spans, quotes, strict=True):
        before = next((m for m in clause.measures if m.start <= span[0] < m.end), None)
        if before is not None and before.quote != quote and not before.checkable:
            flags.append({"id": clause.id, "words": quote, "checkable": False})
    entry = {"clause": [{"id": clause.id, "measures": quotes}]}
    return {**entry, "measure": flags} if flags else entry
