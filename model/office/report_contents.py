"""The contents of the office's report, summary and opinions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.consolidation.reviewed_answers import ItemReview, ReviewStanding
from model.domain.canonical import check_code
from model.domain.file_outcome import FileOutcome
from model.domain.origin import LABELS
from model.domain.review import Review, Verdict
from model.domain.wording import clause
from model.errors import AppError
from model.office.board import rates
from model.office.cell_decisions import TAKEN
from model.office.corrections import TakenCell, corrected_by, taken_cells
from model.office.department_year import WHY_APART, DepartmentYear, ReportingState
from model.office.incoming_files import incoming_files
from model.office.open_work import open_matters
from model.office.rectification import rectification_ledger
from model.office.short_answers import in_short
from model.office.stamped_copies import stamped_copy
from model.office.year import OfficeYear
from model.report.data import BodyLine, ChangeLine, FileLine, RecordCode, ReportData, Turnout
from model.report.opinion import ItemOpinion, Opinion
from model.store.clock import now

BY_RULING = "按办公室核定的指标数"
CONCLUSIONS = {ReportingState.PASSED: "通过", ReportingState.RETURNED: "退回修改"}


def report_data(
    office: OfficeYear,
    before: Mapping[str, Decimal] | None = None,
    made_at: str | None = None,
    record: RecordCode | None = None,
) -> ReportData:
    """The year as it stands now.

    Args:
        before: last year's reviewed totals by department; see `totals`.
        made_at: ISO 8601 with offset; None: this moment.
        record: see `record_code`; None: the acts are not kept.
    """
    bodies = office.bodies
    counted = rates(bodies)
    return ReportData(
        plan=office.plan,
        year=office.year,
        rulebook=office.rulebook,
        turnout=Turnout(
            expected=tuple(body.department for body in office.expected),
            missing=tuple(b.department for b in office.expected if b.versions is None),
            unproved=tuple(b.department for b in bodies if b.state is ReportingState.UNPROVED),
            unreceived=tuple(b.department for b in bodies if b.state is ReportingState.UNRECEIVED),
            late=tuple(
                (b.department, b.timing.days_late) for b in office.reported if b.timing.days_late
            ),
            on_time=counted.on_time,
            passed=counted.passed,
            returned=tuple(b.department for b in bodies if b.state is ReportingState.RETURNED),
            lapsed=tuple(b.department for b in bodies if b.state is ReportingState.LAPSED),
            deadline=office.terms.in_force.deadline,
        ),
        picture=office.picture,
        rectifications=rectification_ledger(office).lines,
        groups=office.groups,
        made_at=made_at or now(),
        open_matters=open_matters(office),
        ranking_shown=office.ranking_shown,
        conflicts=office.conflicts,
        suspicions=office.unseen_suspicions,
        bodies=tuple(_line(office, body) for body in bodies),
        files=tuple(_files(office)),
        changes=tuple(
            ChangeLine(body.id, one.item, one.change, one.words)
            for body in office.reported
            for one in body.large_changes
        ),
        came=len(office.receipts),
        decided=dict(_decided(office)),
        before=before or {},
        reorganisations=office.package.changes if office.package else (),
        evidence=Counter(
            (body.id, piece.item)
            for body in office.reported
            if body.submission
            for piece in body.submission.evidence
        ),
        documents=_documents(office),
        record=record,
        closed_on=office.departments.closed_on,
        sample=any(b.submission and b.submission.sample for b in office.reported),
    )


def _documents(office: OfficeYear) -> dict[str, str]:
    """By indicator, where the year's package hands its target down."""
    targets = office.package.targets if office.package else {}
    return {key: target.document for key, target in targets.items() if target.document}


def _line(office: OfficeYear, body: DepartmentYear) -> BodyLine:
    submission = body.submission
    if submission is None:
        late = f"逾期 {body.timing.days_late} 天。" if body.timing.days_late else ""
        note = late + "".join(body.doubts())
        return BodyLine(department=body.department, state=body.state.value, note=note)
    sent = body.versions.counting if body.versions else submission
    copy = stamped_copy(office, sent)
    stamped = f"{copy.words(sent)}。" if copy else ""
    return BodyLine(
        department=body.department,
        state=body.state.value,
        doubtful=body.state is ReportingState.DOUBTFUL,
        first_on=body.timing.first_on.isoformat() if body.timing.first_on else "",
        days_late=body.timing.days_late,
        sequence=f"第{submission.sequence}次",
        check_code=check_code(body.digest or ""),
        origin=_origin_words(body),
        filled_by=submission.cover.get("filled_by", ""),
        phone=submission.cover.get("phone", ""),
        note="".join((*body.doubts(), *body.notes(), stamped)),
    )


def _origin_words(body: DepartmentYear) -> str:
    if body.origin is None:
        return ""
    accepted = "（已接受）" if body.origin.accepted else ""
    return f"{LABELS[body.origin.standing]}{accepted}"


def _files(office: OfficeYear) -> Iterator[FileLine]:
    """Of what is to be told of a file: refused ones first, then those that don't count."""
    order = tuple(FileOutcome)
    for one in sorted(incoming_files(office), key=lambda one: order.index(one.standing)):
        if one.standing is FileOutcome.FINE:
            continue
        verdict = one.receipt.verdict
        fork = f"与“{one.rival}”内容不同、互不衔接，还没有选定一份。"
        apart = WHY_APART[one.origin.standing] if one.origin and one.origin.pending else ""
        said = (one.unused, apart and f"{apart}，没有计入。", fork if one.rival else "")
        yield FileLine(
            name=one.receipt.file_name,
            standing=one.standing,
            message=verdict.message,
            hint=verdict.hint,
            details=(*filter(None, said), *one.remarks),
        )


def _decided(office: OfficeYear) -> Iterator[tuple[tuple[str, str], str]]:
    """What was decided about each item otherwise than 采信, with the remark."""
    for body in office.reported:
        cells: dict[str, list[str]] = {}
        for cell in taken_cells(office, body):
            cells.setdefault(cell.item, []).append(_taking(office, cell))
        for key, one in body.items.items():
            ruled = BY_RULING if one.ruled else ""
            if said := "；".join(filter(None, (*cells.get(key, ()), _judged(one), ruled))):
                yield (body.id, key), said


def _taking(office: OfficeYear, cell: TakenCell) -> str:
    """'采用表内值：电话核实（李四核定，王五确认）'."""
    if office.waits(cell.ruling):
        return _intended(TAKEN, cell.ruling.reason)
    return f"{TAKEN}：{cell.ruling.reason}{_both(office, cell)}"


def _both(office: OfficeYear, cell: TakenCell) -> str:
    second = office.second_names.second(cell.ruling)
    return f"（{cell.ruling.by}核定，{second}确认）" if second else ""


def _judged(one: ItemReview) -> str:
    """What the review of *one* says; "" where it takes what was reported."""
    review = one.review
    if one.proposed is not None:
        return _proposal(one.proposed)
    if review is None or review.verdict is Verdict.ADOPT:
        return ""
    word = "有变化" if one.standing is ReviewStanding.CHANGED else review.verdict.value
    said = f"{word}：{review.remark}" if review.remark else word
    return f"{said}{_second(one)}"


def _second(one: ItemReview) -> str:
    """Both names of a decision that two people stand for."""
    return f"（{one.review.by}复核，{one.second}确认）" if one.review and one.second else ""


def _proposal(review: Review) -> str:
    """What a second person has to confirm yet."""
    return _intended(review.verdict.value, review.remark)


def _intended(what: str, reason: str) -> str:
    return f"拟{what}{f'：{reason}' if reason else ''}，待第二人确认，没有计入"


def opinion(
    office: OfficeYear,
    department: str,
    made_at: str | None = None,
    record: RecordCode | None = None,
) -> Opinion:
    """The contents of the page about *department*.

    Raises:
        AppError: it has not reported.
    """
    body = office.body(department)
    submission, recomputed, reviewed = body.submission, body.recomputed, body.reviewed
    if submission is None or recomputed is None or reviewed is None:
        raise AppError(f"{body.department.name}还没有报送，没有复核意见。")
    rank = ""
    if office.ranking_shown and body.state is ReportingState.PASSED:
        places = (place for group in office.groups for place in group.places)
        found = next(place for place in places if place.one.department.id == department)
        rank = found.rank.text if found.rank else ""
    return Opinion(
        office=office.plan.office,
        department=body.department.name,
        year=office.year,
        conclusion=CONCLUSIONS.get(body.state, _unfinished(body)),
        sequence=submission.sequence,
        check_code=check_code(body.digest or ""),
        rules=f"{office.rulebook.title}（{office.rulebook.version} 版）",
        self_total=body.self_total,
        self_grade=body.self_grade,
        recomputed=recomputed,
        reviewed=reviewed,
        items=len(body.items),
        looked_at=len(body.items) - body.waiting,
        unsaid=body.year.unsaid if body.year else 0,
        decisions=tuple(_decisions(office, body)),
        rank=rank,
        record=record,
        made_at=made_at or now(),
        sample=submission.sample,
        finished=body.state in CONCLUSIONS and not body.waiting,
    )


def _unfinished(body: DepartmentYear) -> str:
    if body.state is ReportingState.LAPSED:
        return f"{clause(body.since_pass)}，本意见不作为结论"
    waiting = f"，还有 {body.waiting} 项没有复核" if body.waiting else ""
    return f"复核未完成{waiting}，本意见不作为结论"


def _taken_cells(office: OfficeYear, body: DepartmentYear) -> Iterator[ItemOpinion]:
    """The cells changed by hand that the office decided to take."""
    for one in taken_cells(office, body):
        waits, reason = office.waits(one.ruling), one.ruling.reason
        yield ItemOpinion(
            verdict=ReviewStanding.UNCONFIRMED.value if waits else TAKEN,
            title=one.title,
            reported=f"{one.label} {one.sealed or '空'}",
            counts="—" if waits else f"{one.label} {one.taken or '空'}",
            remark=_intended(TAKEN, reason) if waits else f"{reason}{_both(office, one)}",
        )


def _decisions(office: OfficeYear, body: DepartmentYear) -> Iterator[ItemOpinion]:
    """What is not simply taken as reported."""
    yield from _taken_cells(office, body)
    for one in body.items.values():
        review = one.review
        if one.proposed is not None:
            verdict, remark = one.standing.value, _proposal(one.proposed)
        elif one.lapsed is not None:
            verdict = "待重新复核"
            how = corrected_by(one.lapsed)
            remark = f"上次{how}（{one.lapsed.reason}），这次报送不同，不再适用"
        elif (
            review is None
            or one.standing is ReviewStanding.PENDING
            or review.verdict is Verdict.ADOPT
        ):
            if not one.adjusted:
                continue
            verdict, remark = "核定", ""
        else:
            changed = one.standing is ReviewStanding.CHANGED
            verdict = "待重新复核" if changed else review.verdict.value
            remark = f"{review.remark}{_second(one)}"
        if one.ruled:
            remark = "；".join(filter(None, (remark, BY_RULING)))
        form = office.forms.asked(one.item, body.department.id)
        yield ItemOpinion(
            verdict=verdict,
            title=one.item.title,
            reported=in_short(form, one.reported),
            counts=in_short(form, one.answer) if one.adjusted else "—",
            remark=remark,
        )


def totals(office: OfficeYear) -> Mapping[str, Decimal]:
    """Reviewed totals by department, to be held against another year's."""
    return {
        one.department.id: one.reviewed.total
        for one in office.picture.departments
        if one.reviewed.total is not None
    }
