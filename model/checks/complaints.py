"""What keeps a year from being sent: the forms' complaints, and figures that are no numbers yet."""

from collections.abc import Iterator

from model.checks.finding import Finding, Kind, Year
from model.domain.forms import Form
from model.domain.large_change import EXPLAINED_IN
from model.domain.large_change import unexplained as why_unexplained
from model.domain.submission import COVER


def form_complaints(year: Year) -> Iterator[Finding]:
    for item in year.items:
        answer = year.answer(item)
        for field, sentence in year.form(item).complaints(answer, year.undecided.get(item.id, {})):
            if item.id in year.by_number and field.key not in answer:
                continue  # asked for by a state that nobody chose
            yield _must(item.id, field.key, sentence)
    for field in year.forms.cover.fields():
        text = year.cover.get(field.key, "")
        if text and (sentence := field.complaint(text)):
            yield _must(COVER, field.key, sentence)
        elif not text and field.required:
            yield _must(COVER, field.key, f"请填写“{field.label}”。")


def undecided(year: Year) -> Iterator[Finding]:
    for item in year.items:
        form, drafts = year.form(item), year.undecided.get(item.id, {})
        for field, sentence in form.questions(year.answer(item), drafts):
            yield Finding(
                kind=Kind.UNDECIDED,
                item=item.id,
                field=field.key,
                sentence=sentence,
                cure="到该项填一个确切的数，或者清空。",
                hard=True,
            )


def untouched(year: Year) -> Iterator[Finding]:
    for item in year.items:
        if item.id in year.untouched:
            yield Finding(
                kind=Kind.UNTOUCHED,
                item=item.id,
                sentence="沿用往年的内容，还没有改过，也没有确认。",
                cure="改成今年的情况；确实没有变化的，确认仍然属实。",
                hard=True,
            )


def contested(year: Year) -> Iterator[Finding]:
    names = {item.id: item for item in year.items}
    for key, field in year.contested:
        if (item := names.get(key)) is None:
            continue
        known = {one.key for one in year.form(item).fields()}
        yield Finding(
            kind=Kind.CONTESTED,
            item=key,
            field=field if field in known else "",
            sentence=contested_sentence(year.form(item), field),
            cure="到“科室分工”页的“待定”里选一个。",
            hard=True,
        )


def contested_sentence(form: Form, field: str) -> str:
    """That sections said different things of *field*, and nobody has chosen."""
    labels = {one.key: one.label for one in form.fields()}
    return f"科室交回的“{labels.get(field, '内容')}”与别处的不一样，还没有选定。"


def large_changes(year: Year) -> Iterator[Finding]:
    """Values far from last year's or from the target about which nothing is said, or what was said
    was said of another value.
    """
    for indicator in year.indicators:
        change, answer = year.large_change(indicator), year.answer(indicator)
        if change is None:
            continue
        why = why_unexplained(change, answer, year.lapsed.get(indicator.id, ""))
        if not why:
            continue
        cure = (
            "改写说明，或者确认说明仍然适用。"
            if answer.get(EXPLAINED_IN)
            else "核对单位和小数点；没有错的，在“偏差原因与改进措施”里写明，或者选一个理由。"
        )
        yield Finding(
            kind=Kind.LARGE_CHANGE,
            item=indicator.id,
            field=EXPLAINED_IN,
            sentence=why,
            cure=cure,
            hard=True,
            values=change.values,
        )


def _must(item: str, field: str, sentence: str) -> Finding:
    return Finding(
        kind=Kind.FORM,
        item=item,
        field=field,
        sentence=sentence,
        cure="点一下跳到该栏。",
        hard=True,
    )
