"""复核: what the office decides about items, and about a department's year as a whole."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from model.consolidation.reviewed_answers import ReviewStanding
from model.domain.return_slip import Remark, ReturnSlip
from model.domain.review import (
    NEEDS_REMARK,
    WHOLE_YEAR,
    Review,
    Verdict,
    basis_of,
)
from model.errors import AppError, Problem
from model.office.department_year import DepartmentYear
from model.office.item_flags import flags_of
from model.office.year import OfficeYear
from model.store.clock import now
from model.store.reviews import save_reviews
from model.store.slips import keep_slip


class Reviews:
    """About items and years of single departments."""

    def __init__(self, office: OfficeYear, by: str = "") -> None:
        self.office = office
        self.by = by

    # One item

    def adopt(self, department: str, *items: str) -> None:
        """What was reported holds."""
        self._review(department, items, Verdict.ADOPT)

    def approve(self, department: str, item: str, remark: str = "") -> None:
        """不适用 is right: the item stays outside the denominator."""
        self._review(department, [item], Verdict.APPROVE, remark)

    def approve_all(self, department: str, items: Iterable[str], reason: str) -> None:
        """不适用 is right for all of *items* that wait for it.

        Raises:
            AppError: no reason is given.
        """
        self._rule_on_absence(department, items, Verdict.APPROVE, reason)

    def refuse_all(self, department: str, items: Iterable[str], reason: str) -> None:
        """不适用 is refused for all of *items* that wait for it: they count as 未填.

        Raises:
            AppError: no reason is given.
        """
        self._rule_on_absence(department, items, Verdict.ADJUST, reason, {"state": None})

    def _rule_on_absence(
        self,
        department: str,
        items: Iterable[str],
        verdict: Verdict,
        reason: str,
        changes: Mapping[str, str | None] | None = None,
    ) -> None:
        if not reason.strip():
            raise AppError("成批核准或者不予核准，须写明理由。", hint="请填写后再保存。")
        claimed = {*claimed_items(self.office, department)}
        if wanted := [item for item in items if item in claimed]:
            self._review(department, wanted, verdict, reason, changes)

    def adjust(
        self, department: str, item: str, changes: Mapping[str, str | None], remark: str
    ) -> None:
        """Some fields are to be read otherwise; the score follows by the same rules.

        Args:
            changes: field key -> canonical text; None: 未填, as where 不适用 is refused.

        Raises:
            AppError: no reason is given, or the changes contradict the form.
        """
        self._review(department, [item], Verdict.ADJUST, remark, changes)

    def return_item(self, department: str, item: str, remark: str) -> None:
        """It goes back to the department with the next 退回单.

        Raises:
            AppError: no remark is given.
        """
        self._review(department, [item], Verdict.RETURN, remark)

    def withdraw(self, department: str, item: str) -> None:
        """It is to be reviewed again; what was decided before stays in the history."""
        self._review(department, [item], Verdict.WITHDRAW)

    def _review(
        self,
        department: str,
        items: Iterable[str],
        verdict: Verdict,
        remark: str = "",
        changes: Mapping[str, str | None] | None = None,
    ) -> None:
        remark = remark.strip()
        if verdict in NEEDS_REMARK and not remark:
            raise AppError(NEEDS_REMARK[verdict], hint="请填写后再保存。")
        body = _reported(self.office.body(department))
        if changes is not None:
            for item in items:
                self._check(body, item, changes)
        at = now()  # one moment for all: they are taken back together
        self._save([self._made(body, item, verdict, remark, changes, at) for item in items])

    def _check(self, body: DepartmentYear, item: str, changes: Mapping[str, str | None]) -> None:
        form = self.office.forms.asked(body.items[item].item, body.department.id)
        keys = {field.key for field in form.fields()}
        problems = [
            Problem(sentence, (form.field(key).label,))
            for key, text in changes.items()
            if key in keys and text and (sentence := form.field(key).complaint(text))
        ]
        if problems or not changes or changes.keys() - keys:
            raise AppError(
                "核改的内容不符合填报要求，没有保存。", problems, hint="请改正后再保存。"
            )

    def _made(
        self,
        body: DepartmentYear,
        item: str,
        verdict: Verdict,
        remark: str = "",
        changes: Mapping[str, str | None] | None = None,
        at: str = "",
    ) -> Review:
        if body.submission is None or body.digest is None:
            raise ValueError("nothing was reported")
        return Review(
            department=body.id,
            item=item,
            verdict=verdict,
            submission=body.digest,
            basis="" if item == WHOLE_YEAR else basis_of(body.submission, item),
            changes=changes or {},
            remark=remark,
            by=self.by,
            at=at or now(),
        )

    def _save(self, reviews: list[Review]) -> None:
        save_reviews(self.office.db, self.office.year, reviews)
        for department in {review.department for review in reviews}:
            self.office.forget(department)

    # A department's year

    def adopt_the_rest(self, department: str) -> int:
        """Adopt all that nobody has looked at and where nothing stands out.

        Returns:
            How many items that were.
        """
        rest = plain_items(self.office, department)
        if rest:
            self.adopt(department, *rest)
        return len(rest)

    def withdraw_the_rest(self, department: str) -> int:
        """Take back the last adoption in bulk, as far as it still stands.

        Returns:
            How many items that were.
        """
        return self._withdraw(department, adopted_in_bulk(self.office, department))

    def withdraw_absence(self, department: str) -> int:
        """Take back the last approval or refusal of 不适用 in bulk, as far as it still stands.

        Returns:
            How many items that were.
        """
        return self._withdraw(department, absence_in_bulk(self.office, department))

    def _withdraw(self, department: str, items: Sequence[str]) -> int:
        """Take back the reviews of *items*; how many they were."""
        if items:
            self._review(department, items, Verdict.WITHDRAW)
        return len(items)

    def pass_year(self, department: str, remark: str = "") -> None:
        """通过; what nobody objected to is adopted with it, in one transaction.

        Raises:
            AppError: something has to be decided first; it says what.
        """
        body = _reported(self.office.body(department))
        if problems := [*pass_obstacles(body)]:
            raise AppError(
                f"{body.department.name}还不能通过：有 {len(problems)} 处需要先处理。",
                problems,
                hint="请逐项复核后再点“通过”。",
            )
        rest = [key for key, one in body.items.items() if one.standing is ReviewStanding.PENDING]
        self._save(
            [
                *(self._made(body, key, Verdict.ADOPT) for key in rest),
                self._made(body, WHOLE_YEAR, Verdict.PASS, remark),
            ]
        )

    def reopen(self, department: str, remark: str = "") -> None:
        """Take back 通过; what was decided about items stays."""
        body = _reported(self.office.body(department))
        self._save([self._made(body, WHOLE_YEAR, Verdict.REOPEN, remark)])

    def issue_slip(
        self, department: str, *, general: str = "", due: str = "", phone: str = ""
    ) -> ReturnSlip:
        """退回单 with the remarks on all items that are returned; kept here.

        Raises:
            AppError: there is nothing to be remarked.
        """
        body = _reported(self.office.body(department))
        remarks = tuple(
            Remark(item=key, text=one.review.remark)
            for key, one in body.items.items()
            if one.standing is ReviewStanding.RETURNED and one.review
        )
        if not remarks and not general.strip():
            raise AppError(
                f"{body.department.name}没有退回的事项，没有生成退回单。",
                hint="请先在需要修改的事项上选“退回”并写明意见。",
            )
        submission = body.submission
        if submission is None or body.digest is None:
            raise ValueError("nothing was reported")
        slip = ReturnSlip(
            id=uuid.uuid4().hex,
            year=self.office.year,
            department=department,
            number=max((one.number for one in body.slips), default=0) + 1,
            submission=body.digest,
            sequence=submission.sequence,
            made_at=now(),
            remarks=remarks,
            general=general.strip(),
            due=due,
            made_by=self.by,
            phone=phone,
            sample=submission.sample,
        )
        keep_slip(self.office.db, slip)
        self.office.forget(department)
        return slip


def plain_items(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items that nobody has looked at and where nothing stands out."""
    notes = flags_of(office, department)
    return tuple(
        key
        for key, one in office.body(department).items.items()
        if one.standing is ReviewStanding.PENDING and not one.needs_approval and key not in notes
    )


def adopted_in_bulk(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items adopted together in the last decision about the department, and not looked at since."""
    return _in_bulk(office, department, Verdict.ADOPT)


def claimed_items(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items reported as 不适用 that nobody has said yes or no to."""
    return tuple(key for key, one in office.body(department).items.items() if one.needs_approval)


def absence_in_bulk(office: OfficeYear, department: str) -> tuple[str, ...]:
    """Items whose 不适用 was approved, or refused, together in the last decision."""
    approved = _in_bulk(office, department, Verdict.APPROVE)
    return approved or _in_bulk(office, department, Verdict.ADJUST)


def _in_bulk(office: OfficeYear, department: str, verdict: Verdict) -> tuple[str, ...]:
    latest = {one.item: one for one in office.reviews.get(department, ()) if one.item != WHOLE_YEAR}
    last = max((one.at for one in latest.values()), default="")
    items = tuple(one.item for one in latest.values() if one.at == last)
    alike = all(latest[item].verdict is verdict for item in items)
    return items if alike and len(items) > 1 and not office.body(department).passed else ()


def _reported(body: DepartmentYear) -> DepartmentYear:
    if body.versions is None:
        raise AppError(f"{body.department.name}还没有报送，没有可以复核的内容。")
    return body


def pass_obstacles(body: DepartmentYear) -> Iterable[Problem]:
    """What forbids 通过."""
    where = (body.department.name,)
    if body.versions and body.versions.undecided:
        yield Problem("有几份内容不同的报送，请先选定一份。", where)
    if body.edits:
        yield Problem(f"有 {len(body.edits)} 处手工改动或不能确定的内容，请逐处核定。", where)
    wrong = {finding.item: finding.sentence for finding in body.findings if finding.hard}
    for key, one in body.items.items():
        title = one.item.title
        if one.standing is ReviewStanding.RETURNED:
            yield Problem("已退回，尚未重报。", (*where, title))
        elif one.standing is ReviewStanding.CHANGED:
            yield Problem("复核以后又有变化，请重新复核。", (*where, title))
        elif one.needs_approval:
            yield Problem("报为不适用，请核准或核改。", (*where, title))
        elif one.waiting and key in wrong:
            yield Problem(f"不符合填报要求（{wrong[key]}），请核改或退回。", (*where, title))
