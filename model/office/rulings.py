"""What the office rules besides reviews: versions, numbers, cells, senders, days, ranking.

Every ruling is on disk, with who and when, once the function returns what changed.
"""

from datetime import date
from decimal import Decimal

from model.consolidation.conflicts import Conflict, FigureRuling, How
from model.consolidation.suspicions import Suspicion
from model.domain.cell_edit import CellEdit
from model.domain.forms import Choice, Number
from model.domain.numbers import number_text
from model.domain.origin import current_key
from model.domain.review import FOUND, Matter, Ruling
from model.domain.review_file import confirmed_subject
from model.domain.typed_words import is_blank
from model.errors import AppError
from model.office.cell_decisions import SEALED, subject_of
from model.office.changes import OfficeChanges
from model.office.departments import NOBODY, sender_key
from model.office.named import named
from model.office.origins import ACCEPTED, REFUSED
from model.office.records import DayNote, choice_text
from model.office.second_names import CONFIRMED, ON, refuse_as_second
from model.office.year import OfficeYear
from model.record_bounds import fit
from model.store.clock import now
from model.store.keys import fetch_pins, pin_key, withdraw_pin
from model.store.receipts import Receipt
from model.store.reviews import save_ruling
from model.store.transaction import saving
from model.workbook.cell_value import understood
from model.workbook.intake.cells import TEXT, Found


def choose_version(
    office: OfficeYear, by: str, department: str, digest: str, reason: str = ""
) -> OfficeChanges:
    """Decides that of the ends of a fork the content *digest* counts; the others stay on file."""
    versions = office.versions(department)
    if versions is None or digest not in versions.by_digest:
        raise ValueError("not one of its versions")
    ends = {d for d, one in versions.by_digest.items() if one in versions.ends}
    others = (ends | versions.rejected) - {digest}
    return _rule(office, by, Matter.FORK, department, choice_text(digest, others), reason)


def rule_figure(
    office: OfficeYear, by: str, indicator: str, ruling: FigureRuling, reason: str
) -> OfficeChanges:
    """Decides which number holds for an indicator.

    Raises:
        AppError: a value is picked without a reason, or is none, or the indicator can't be read so.
    """
    if ruling.how is How.VALUE and is_blank(reason):
        raise AppError("核定数值须写明理由。", hint="请填写后再保存。")
    if not ruling.fits(office.plan.indicators[indicator]):
        raise AppError("这项指标不能这样核定。", hint="请核对后另行核定。")
    if ruling.how is How.VALUE:
        ruling = FigureRuling(
            how=How.VALUE,
            named=number_text(Decimal(ruling.named)),
            reported=office.departments.reported_numbers(indicator),
        )
    return _rule(office, by, Matter.FIGURE, indicator, ruling.choice, reason.strip())


def take_cell(
    office: OfficeYear,
    by: str,
    digest: str,
    edit: CellEdit,
    reason: str,
    value: str | None = None,
) -> OfficeChanges:
    """Decides 采用表内值: what stands in the cell holds, not what was sealed.

    Args:
        value: what the cell means, as a person typed it; None: what the app read from it.

    Raises:
        AppError: no reason is given, or nobody has said what the cell means, or not so that the
            field can hold it.
    """
    taken = edit.taken if value is None else _meant(office, digest, edit, value)
    if edit.fixed:
        raise AppError("这一处不是填报内容，不能改用表内值。", hint="确有错误的，请退回重报。")
    if taken is None or is_blank(reason):
        raise AppError("采用表内值须写明理由和确切内容。", hint="请填写后再保存。")
    subject = subject_of(digest, edit)
    return _rule(office, by, Matter.HAND_EDIT, subject, f"{FOUND}{taken}", reason.strip())


def _meant(office: OfficeYear, digest: str, edit: CellEdit, typed: str) -> str:
    """What *typed* means in the field of *edit*, canonical. Raises: AppError: nothing certain."""
    plan = office.plan
    if edit.item not in plan.measures and edit.item not in plan.indicators:
        return typed
    body = next((body for body, came in office.submissions.items() if digest in came), "")
    fields = office.forms.asked(plan.item(edit.item), body).fields()
    field = next((one for one in fields if one.key == edit.field), None)
    if isinstance(field, Number):
        reading = field.read(typed)
        if reading.value is None:
            raise AppError(reading.question, hint="请改正后再保存。")
        return number_text(reading.value)
    if isinstance(field, Choice):
        found = understood(field, Found(TEXT, typed))
        if found.text is None:
            raise AppError(found.question, hint="请改正后再保存。")
        return found.text
    return typed


def keep_sealed(office: OfficeYear, by: str, digest: str, *edits: CellEdit) -> OfficeChanges:
    """Decides 采用封存值: what the app exported holds."""
    with saving(office.db, "办公室的决定"):
        for edit in edits:
            _rule(office, by, Matter.HAND_EDIT, subject_of(digest, edit), SEALED, "")
    return OfficeChanges(count=len(edits))


def confirm_ruling(office: OfficeYear, by: str, ruling: Ruling) -> OfficeChanges:
    """Confirms, as the second person, *ruling*: it counts from now on.

    Raises:
        AppError: nobody says who confirms, or who ruled.
    """
    refuse_as_second(by, [ruling])
    return _rule(office, by, Matter.CONFIRMED, confirmed_subject(ruling), CONFIRMED, "")


def take_back(office: OfficeYear, by: str, matter: Matter, subject: str) -> OfficeChanges:
    """Takes back a ruling; it stays in the history."""
    return _rule(office, by, matter, subject, "", "")


def mark_seen(
    office: OfficeYear, by: str, matter: Conflict | Suspicion, reason: str = ""
) -> OfficeChanges:
    """Notes that *matter* was looked at and is left as it is."""
    return _rule(office, by, Matter.SEEN, matter.key, matter.seen, reason)


def note_received_on(
    office: OfficeYear, by: str, department: str, on: date, reason: str = ""
) -> OfficeChanges:
    """Notes that the first report really came on that day, whatever the files say, as long as it is
    here.

    Raises:
        AppError: nothing came, the day lies ahead, or there is no reason.
    """
    if is_blank(reason):
        raise AppError("登记实际收到日须写明理由。", hint="请填写后再保存。")
    if on > office.today:
        raise AppError("实际收到日不能晚于今天。", hint="请核对日期。")
    report = office.departments.first_report(department)
    if not report:
        raise AppError(f"{office.name(department)}还没有报送，没有收到日可以登记。")
    noted = DayNote(on=on.isoformat(), report=report)
    return _rule(office, by, Matter.RECEIVED_ON, department, noted.choice, reason)


def name_sender(office: OfficeYear, by: str, receipt: Receipt, department: str) -> OfficeChanges:
    """Notes that a refused file is of *department*; "": of no department of the year."""
    return _rule(office, by, Matter.SENDER, sender_key(receipt), department or NOBODY, "")


def note_false_figures(office: OfficeYear, by: str, department: str, what: str) -> OfficeChanges:
    """Notes that 虚报瞒报 was established; the rulebook says what follows.

    Raises:
        AppError: it is not said what.
    """
    if is_blank(what):
        raise AppError("认定虚报瞒报须写明查实的情况。", hint="请填写后再保存。")
    return _rule(office, by, Matter.FALSE_FIGURES, department, what.strip(), "")


def accept_reports(office: OfficeYear, by: str, reason: str, *digests: str) -> OfficeChanges:
    """Decides that reports count though no compared key speaks for them, for one reason.

    Raises:
        AppError: no reason is given.
    """
    if is_blank(reason):
        raise AppError("来源没有证明的来件，接受须写明理由。", hint="请填写后再接受。")
    return _rule_on_origins(office, by, ACCEPTED, reason, digests)


def refuse_reports(office: OfficeYear, by: str, reason: str, *digests: str) -> OfficeChanges:
    """Decides that reports are not their departments'; they stay on file and count for nothing.

    Raises:
        AppError: no reason is given.
    """
    if is_blank(reason):
        raise AppError("不予采用来件，须写明理由。", hint="请填写后再保存。")
    return _rule_on_origins(office, by, REFUSED, reason, digests)


def compare_key(
    office: OfficeYear, by: str, department: str, key: str, reason: str = ""
) -> OfficeChanges:
    """Notes that *key* is *department*'s, as its stamped cover says: from now on only what is
    signed with it counts by itself.

    Raises:
        AppError: another key of it counts, and no reason is given why it is a new one.
    """
    known = current_key(department, fetch_pins(office.db))
    if known and known.key != key and is_blank(reason):
        raise AppError("该单位已经核对过另一个密钥，改用新的须写明理由。", hint="请填写后再保存。")
    pin_key(office.db, department, key, named(by), reason.strip())
    return OfficeChanges(files=True)


def withdraw_key(office: OfficeYear, by: str, department: str) -> OfficeChanges:
    """Takes back that *department*'s key was compared, which was a mistake; it stays in the
    history.
    """
    withdraw_pin(office.db, department, named(by))
    return OfficeChanges(files=True)


def _rule_on_origins(
    office: OfficeYear, by: str, choice: str, reason: str, digests: tuple[str, ...]
) -> OfficeChanges:
    with saving(office.db, "办公室的决定"):
        for digest in digests:
            _rule(office, by, Matter.ORIGIN, digest, choice, reason.strip())
    return OfficeChanges(count=len(digests))


def show_ranking(office: OfficeYear, by: str, *, shown: bool) -> OfficeChanges:
    return _rule(office, by, Matter.RANKING, "", "on" if shown else "", "")


def switch_four_eyes(office: OfficeYear, by: str, reason: str, *, on: bool) -> OfficeChanges:
    """Switches 复核两人制 on or off for the year: what was decided before needs a second name, too.

    Raises:
        AppError: no name or reason is given.
    """
    if is_blank(by) or is_blank(reason):
        raise AppError("开启、停用复核两人制须写明经办人和理由。", hint="请填写后再保存。")
    return _rule(office, by, Matter.FOUR_EYES, "", ON if on else "", reason.strip())


def rule_stamped(
    office: OfficeYear, by: str, digest: str, choice: str, file_name: str
) -> OfficeChanges:
    """Notes the stamped scan of the report *digest*; see `model.office.stamped_copies`."""
    return _rule(office, by, Matter.STAMPED, digest, choice, file_name)


def _rule(
    office: OfficeYear, by: str, matter: Matter, subject: str, choice: str, reason: str
) -> OfficeChanges:
    by, at = named(by), now()
    ruling = fit(Ruling(matter=matter, subject=subject, choice=choice, reason=reason, by=by, at=at))
    with saving(office.db, "办公室的决定"):
        save_ruling(office.db, office.year, ruling)
    return OfficeChanges()
