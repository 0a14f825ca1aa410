"""复核: what the office decides about items, and about a department's year as a whole.

Every decision is on disk, with who and when, once the function returns what changed.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.consolidation.reviewed_answers import ItemReview, ReviewStanding
from model.domain.return_slip import Remark, ReturnSlip, general_of
from model.domain.review import (
    NEEDS_REMARK,
    WHOLE_YEAR,
    Matter,
    Review,
    Ruling,
    Verdict,
    basis_of,
)
from model.domain.review_file import confirmed_subject
from model.domain.typed_words import is_blank
from model.errors import AppError, Problem
from model.office.changes import OfficeChanges
from model.office.corrections import slip_words
from model.office.decision_words import MATTERS
from model.office.department_year import DepartmentYear, apart_words
from model.office.named import named
from model.office.record_check import record_obstacle
from model.office.rival_decisions import rival_places
from model.office.second_names import (
    CONFIRMED,
    GRADE,
    grade_change,
    refuse_as_second,
)
from model.office.year import OfficeYear
from model.parts.decisions import REVIEW
from model.record_bounds import fit
from model.store.clock import now
from model.store.reviews import save_reviews, save_ruling
from model.store.slips import keep_slip
from model.store.transaction import saving

FieldValues = Mapping[str, str | None]  # field key -> canonical text; None: not answered

# Items


def adopt(office: OfficeYear, by: str, department: str, *items: str) -> OfficeChanges:
    """Decides that what was reported holds."""
    return _review(office, by, department, items, Verdict.ADOPT)


def approve(
    office: OfficeYear, by: str, department: str, item: str, remark: str = ""
) -> OfficeChanges:
    """Approves not applicable: the item stays outside the denominator."""
    return _review(office, by, department, [item], Verdict.APPROVE, remark)


def approve_all(
    office: OfficeYear, by: str, department: str, items: Iterable[str], reason: str
) -> OfficeChanges:
    """Approves not applicable for all of *items* that wait for it.

    Raises:
        AppError: no reason is given.
    """
    return _rule_on_claims(office, by, department, items, Verdict.APPROVE, reason)


def refuse_all(
    office: OfficeYear, by: str, department: str, items: Iterable[str], reason: str
) -> OfficeChanges:
    """Refuses not applicable for all of *items* that wait for it: they count as not answered.

    Raises:
        AppError: no reason is given.
    """
    refused: FieldValues = {"state": None}
    return _rule_on_claims(office, by, department, items, Verdict.ADJUST, reason, refused)


def adjust(
    office: OfficeYear, by: str, department: str, item: str, values: FieldValues, remark: str
) -> OfficeChanges:
    """Corrects some fields; the score follows by the same rules.

    Raises:
        AppError: no reason is given, or the values contradict the form.
    """
    return _review(office, by, department, [item], Verdict.ADJUST, remark, values)


def return_item(
    office: OfficeYear, by: str, department: str, item: str, remark: str
) -> OfficeChanges:
    """Sends the item back to the department with the next return slip.

    Raises:
        AppError: no remark is given.
    """
    return _review(office, by, department, [item], Verdict.RETURN, remark)


def withdraw(office: OfficeYear, by: str, department: str, *items: str) -> OfficeChanges:
    """Takes back the reviews of *items*; they stay in the history."""
    return _review(office, by, department, items, Verdict.WITHDRAW)


def adopt_the_rest(office: OfficeYear, by: str, department: str) -> OfficeChanges:
    """Adopts all items that nobody has looked at and where nothing stands out."""
    return adopt(office, by, department, *plain_items(office, department))


def withdraw_the_rest(office: OfficeYear, by: str, department: str) -> OfficeChanges:
    """Takes back the last adoption in bulk, as far as it still stands."""
    return withdraw(office, by, department, *adopted_in_bulk(office, department))


def withdraw_absence(office: OfficeYear, by: str, department: str) -> OfficeChanges:
    """Takes back the last approval or refusal in bulk of what was claimed as not applicable."""
    return withdraw(office, by, department, *absence_in_bulk(office, department))


def confirm(office: OfficeYear, by: str, department: str, *items: str) -> OfficeChanges:
    """Confirms, as the second person, what was decided about *items*: it counts from now on.

    Raises:
        AppError: nobody says who confirms, or who decided; nothing was changed.
    """
    body = _reported(office.body(department))
    proposed = [one for item in items if (one := body.items[item].proposed) is not None]
    refuse_as_second(by, proposed)
    return _confirmed(office, by, body, [(confirmed_subject(one), CONFIRMED) for one in proposed])


def confirm_grade(office: OfficeYear, by: str, department: str) -> OfficeChanges:
    """Confirms, as the second person, that the review changes the grade as it does now.

    Raises:
        AppError: nobody says who confirms.
    """
    body = _reported(office.body(department))
    refuse_as_second(by, ())
    change = changed_grade(body)
    return _confirmed(office, by, body, [(f"{GRADE}{body.id}", change)] if change else [])


def changed_grade(body: DepartmentYear) -> str:
    """How the review changes the grade that the department gave itself; "": not at all."""
    own = body.self_grade
    now_ = body.reviewed.grade if body.reviewed and not body.unrated else ""
    return grade_change(own, now_) if now_ and now_ != own else ""


def _confirmed(
    office: OfficeYear, by: str, body: DepartmentYear, said: Sequence[tuple[str, str]]
) -> OfficeChanges:
    by = named(by)
    with saving(office.db, "确认"):
        for subject, choice in said:
            made = Ruling(matter=Matter.CONFIRMED, subject=subject, choice=choice, by=by, at=now())
            save_ruling(office.db, office.year, fit(made))
    return OfficeChanges(department=body.id, count=len(said))


# A department's year


def pass_year(office: OfficeYear, by: str, department: str, remark: str = "") -> OfficeChanges:
    """Passes the year (通过), and adopts in one transaction what nobody objected to.

    Raises:
        AppError: something has to be decided first; it says what.
    """
    body = _reported(office.body(department))
    if problems := [*pass_obstacles(body), *_year_obstacles(office, by, body)]:
        raise AppError(
            f"{body.department.name}还不能通过：有 {len(problems)} 处需要先处理。",
            problems,
            hint="请逐项复核后再点“通过”。",
        )
    rest = [key for key, one in body.items.items() if one.standing is ReviewStanding.PENDING]
    adopted = (_made(body, by, key, Verdict.ADOPT) for key in rest)
    return _save(office, body, [*adopted, _made(body, by, WHOLE_YEAR, Verdict.PASS, remark)])


def reopen(office: OfficeYear, by: str, department: str, remark: str = "") -> OfficeChanges:
    """Takes back 通过; what was decided about items stays."""
    body = _reported(office.body(department))
    return _save(office, body, [_made(body, by, WHOLE_YEAR, Verdict.REOPEN, remark)])


def issue_slip(
    office: OfficeYear,
    by: str,
    department: str,
    *,
    general: str = "",
    due: str = "",
    phone: str = "",
) -> OfficeChanges:
    """Keeps a 退回单 with the remarks on all items that are returned, and what was corrected.

    Raises:
        AppError: there is nothing to be remarked.
    """
    body = _reported(office.body(department))
    remarks = tuple(
        Remark(item=key, text=one.review.remark)
        for key, one in body.items.items()
        if one.standing is ReviewStanding.RETURNED and one.review
    )
    if not remarks and is_blank(general):
        raise AppError(
            f"{body.department.name}没有退回的事项，没有生成退回单。",
            hint="请先在需要修改的事项上选“退回”并写明意见。",
        )
    submission = body.submission
    if submission is None or body.digest is None:
        raise ValueError("nothing was reported")
    slip = fit(
        ReturnSlip(
            id=uuid.uuid4().hex,
            year=office.year,
            department=department,
            number=max((one.number for one in body.slips), default=0) + 1,
            submission=body.digest,
            sequence=submission.sequence,
            made_at=now(),
            remarks=remarks,
            general=general_of(general, slip_words(office, body)),
            due=due,
            made_by=named(by),
            phone=phone,
            sample=submission.sample,
        )
    )
    keep_slip(office.db, slip)
    return OfficeChanges(department=department, slip=slip)


# What can be decided


def plain_items(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items that nobody has looked at and where nothing stands out."""
    flags = office.flags(department)
    return tuple(
        key
        for key, one in office.body(department).items.items()
        if one.standing is ReviewStanding.PENDING and not one.needs_approval and key not in flags
    )


def adopted_in_bulk(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items adopted together in the last decision about the department, and not looked at since."""
    return _in_bulk(office, department, Verdict.ADOPT)


def claimed_items(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items reported as not applicable that nobody has said yes or no to."""
    return tuple(key for key, one in office.body(department).items.items() if one.needs_approval)


def absence_in_bulk(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items claimed as not applicable and approved, or refused, together in the last decision."""
    approved = _in_bulk(office, department, Verdict.APPROVE)
    return approved or _in_bulk(office, department, Verdict.ADJUST)


@dataclass(frozen=True)
class ItemProblem(Problem):
    """What is wrong with one item of a year, which leads there."""

    item: str = ""


def pass_obstacles(body: DepartmentYear) -> Iterable[Problem]:
    """A problem for each thing that forbids 通过; of an item: an ItemProblem."""
    where = (body.department.name,)
    for apart in body.apart:
        yield Problem(f"{apart_words(apart)}，请先在“收件”认定。", where)
    if body.unsealed:
        yield Problem("内容没有核验（数据包缺失或已损坏），请在“收件”接受，或者退回。", where)
    if body.versions and body.versions.undecided:
        yield Problem("有几份内容不同的报送，请先选定一份。", where)
    if body.edits:
        yield Problem(f"有 {len(body.edits)} 处手工改动或不能确定的内容，请逐处核定。", where)
    if body.waiting_edits:
        yield Problem(f"有 {len(body.waiting_edits)} 处采用表内值待第二人确认。", where)
    for key in body.waiting_figures:
        words = "以哪个数为准，待第二人在“核对”页确认。"
        yield ItemProblem(words, (*where, body.items[key].item.title), key)
    wrong = {finding.item: finding.sentence for finding in body.findings if finding.hard}
    changed = {one.item for one in body.large_changes}
    for key, one in body.items.items():
        if key in changed and one.standing is ReviewStanding.PENDING:
            words = "数值大幅变动，请看过说明后采信、核改或退回。"
            yield ItemProblem(words, (*where, one.item.title), key)
        elif words := _obstacle(one, wrong.get(key, "")):
            yield ItemProblem(words, (*where, one.item.title), key)


def _obstacle(one: ItemReview, wrong: str) -> str:
    """What forbids 通过 about an item; *wrong*: what the department's own checks found."""
    if one.standing is ReviewStanding.RETURNED:
        return "已退回，尚未重报。"
    if one.standing is ReviewStanding.CHANGED:
        return "复核以后又有变化，请重新复核。"
    if one.standing is ReviewStanding.UNCONFIRMED:
        return "待第二人确认。"
    if one.needs_approval:
        return "报为不适用，请核准或核改。"
    return f"不符合填报要求（{wrong}），请核改或退回。" if one.waiting and wrong else ""


def _year_obstacles(office: OfficeYear, by: str, body: DepartmentYear) -> Iterable[Problem]:
    """What forbids 通过 besides what the department reported."""
    if obstacle := record_obstacle(office.db):
        yield obstacle
    yield from _second_name_obstacles(office, by, body)
    for place in rival_places(office, body.id):
        kind, subject, reviewed = place
        review = kind == REVIEW
        item = reviewed if review else subject
        what = "两人的复核意见不同" if review else f"{MATTERS[Matter(kind)]}，两人的决定不同"
        words = f"{what}，请先在“复核分工”选定。"
        if item in body.items:
            yield ItemProblem(words, (body.department.name, body.items[item].item.title), item)
        else:
            yield Problem(words, (body.department.name, *["年度整体"] * review))


def _second_name_obstacles(office: OfficeYear, by: str, body: DepartmentYear) -> Iterable[Problem]:
    """What forbids 通过 until a second person looked (复核两人制)."""
    names = office.second_names
    if not names.on:
        return
    for key, one in body.items.items():
        if one.standing is ReviewStanding.PENDING and names.vetoed(one.item):
            words = "否决项，请先采信或核改，再由第二人确认。"
            yield ItemProblem(words, (body.department.name, one.item.title), key)
    change = changed_grade(body)
    if change and not names.grade_confirmed(body.id, change, by):
        before, _, after = change.partition(">")
        words = f"等次由“{before or '无'}”变为“{after}”，须由通过人以外的人确认等次（Alt+C）。"
        yield Problem(words, (body.department.name,))


def _in_bulk(office: OfficeYear, department: str, verdict: Verdict) -> tuple[str, ...]:
    latest = {one.item: one for one in office.reviews.get(department, ()) if one.item != WHOLE_YEAR}
    last = max((one.at for one in latest.values()), default="")
    items = tuple(one.item for one in latest.values() if one.at == last)
    alike = all(latest[item].verdict is verdict for item in items)
    return items if alike and len(items) > 1 and not office.body(department).passed else ()


def _rule_on_claims(
    office: OfficeYear,
    by: str,
    department: str,
    items: Iterable[str],
    verdict: Verdict,
    reason: str,
    values: FieldValues | None = None,
) -> OfficeChanges:
    if is_blank(reason):
        raise AppError("成批核准或者不予核准，须写明理由。", hint="请填写后再保存。")
    claimed = {*claimed_items(office, department)}
    wanted = [item for item in items if item in claimed]
    return _review(office, by, department, wanted, verdict, reason, values)


def _review(
    office: OfficeYear,
    by: str,
    department: str,
    items: Sequence[str],
    verdict: Verdict,
    remark: str = "",
    values: FieldValues | None = None,
) -> OfficeChanges:
    if not items:
        return OfficeChanges(department=department)
    remark = remark.strip()
    if verdict in NEEDS_REMARK and is_blank(remark):
        raise AppError(NEEDS_REMARK[verdict], hint="请填写后再保存。")
    body = _reported(office.body(department))
    if values is not None:
        for item in items:
            _refuse_if_wrong(office, body, item, values)
    at = now()  # one moment for all: they are taken back together
    return _save(office, body, [_made(body, by, one, verdict, remark, values, at) for one in items])


def _refuse_if_wrong(
    office: OfficeYear, body: DepartmentYear, item: str, values: FieldValues
) -> None:
    if not values:
        raise AppError(
            "没有改动任何一栏，核改没有保存。",
            hint="请改成应有的内容；所报没有错的请采信，要单位自己改的请退回。",
        )
    form = office.forms.asked(body.items[item].item, body.department.id)
    keys = {field.key for field in form.fields()}
    problems = [
        Problem(sentence, (form.field(key).label,))
        for key, text in values.items()
        if key in keys and text and (sentence := form.field(key).complaint(text))
    ]
    problems += [Problem("现在不问这一栏。", (key,)) for key in values if key not in keys]
    if problems:
        raise AppError("核改的内容不符合填报要求，没有保存。", problems, hint="请改正后再保存。")


def _made(
    body: DepartmentYear,
    by: str,
    item: str,
    verdict: Verdict,
    remark: str = "",
    values: FieldValues | None = None,
    at: str = "",
) -> Review:
    if body.submission is None or body.digest is None:
        raise ValueError("nothing was reported")
    basis = basis_of(body.submission, item) if item != WHOLE_YEAR else ""
    return fit(
        Review(
            department=body.id,
            item=item,
            verdict=verdict,
            submission=body.digest,
            basis=body.counted if verdict is Verdict.PASS else basis,
            changes=values or {},
            remark=remark,
            by=named(by),
            at=at or now(),
        )
    )


def _save(office: OfficeYear, body: DepartmentYear, reviews: Sequence[Review]) -> OfficeChanges:
    save_reviews(office.db, office.year, reviews)
    return OfficeChanges(department=body.id, count=len(reviews))


def _reported(body: DepartmentYear) -> DepartmentYear:
    if body.versions is None:
        raise AppError(f"{body.department.name}还没有报送，没有可以复核的内容。")
    return body
