"""What became of each file that came in: one account of it for the window and the summary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.domain.file_outcome import FileOutcome
from model.office.origins import ReportOrigin
from model.office.year import OfficeYear
from model.store.receipts import FileVerdict, Receipt


@dataclass(frozen=True, kw_only=True)
class IncomingFile:
    """A file of the year, and what is to be said of the report in it."""

    receipt: Receipt
    remarks: tuple[str, ...]  # what is to be looked at in it, or was decided about it
    unused: str  # why the report in it counts for nothing; "" where it counts
    rival: str  # another file of the same department that it doesn't follow; "" for none
    verified: bool  # False: read from the cells without a seal
    origin: ReportOrigin | None  # None: nobody is asked whose key it is

    @property
    def standing(self) -> FileOutcome:
        looked_at = bool(self.remarks or self.rival or not self.verified)
        return outcome(
            self.receipt.verdict, self.origin, unused=bool(self.unused), looked_at=looked_at
        )


def outcome(
    verdict: FileVerdict, origin: ReportOrigin | None, *, unused: bool, looked_at: bool
) -> FileOutcome:
    """What became of a file.

    Args:
        unused: the report in it counts for nothing.
        looked_at: a person has to look at it, beside what was changed in it by hand.
    """
    if not verdict.accepted:
        return FileOutcome.REFUSED
    if origin and origin.pending:
        return FileOutcome.APART
    if unused:
        return FileOutcome.UNUSED
    return FileOutcome.WARNED if looked_at or verdict.edits else FileOutcome.FINE


def incoming_files(office: OfficeYear) -> Iterator[IncomingFile]:
    """The files of the year of *office*, in the order in which they came."""
    former, samples, rivals = _former(office), _samples(office), _rivals(office)
    unused = {**_refused(office), **_not_chosen(office), **former, **samples}
    doubtful = {
        digest
        for sent in office.submissions.values()
        for digest, submission in sent.items()
        if not submission.verified
    }
    for receipt in office.receipts:
        digest = receipt.verdict.digest or ""
        nobodys = digest in former or digest in samples
        yield IncomingFile(
            receipt=receipt,
            remarks=office.remarks_on(receipt.verdict),
            unused=unused.get(digest, ""),
            rival=rivals.get(digest, ""),
            verified=digest not in doubtful,
            origin=None if nobodys else office.departments.origins.of_file(receipt),
        )


def _former(office: OfficeYear) -> dict[str, str]:
    """Digest of each report of a department that is gone -> why it counts for nothing, and what to
    do.
    """
    today, senders = {body.id: body.name for body in office.plan.bodies}, office.terms.senders
    found = {}
    for department, sent in office.submissions.items():
        for digest, one in sent.items() if department not in today else ():
            was = senders.plan_of(one).departments[department].name
            heirs = "、".join(today[heir] for heir in senders.heirs(one) if heir in today)
            cure = f"请{heirs}核对后一并报送。" if heirs else "工作没有单位承接。"
            found[digest] = f"没有计入：{was}已经调整，{cure}"
    return found


def _rivals(office: OfficeYear) -> dict[str, str]:
    """Digest of each end of a fork that nobody has decided about -> a file of another end."""
    names = _names(office)
    found: dict[str, str] = {}
    for department in office.submissions:
        versions = office.versions(department)
        if versions and versions.undecided:
            ends = [d for d, one in versions.by_digest.items() if one in versions.ends]
            for digest in ends:
                other = next(end for end in ends if end != digest)
                found[digest] = names.get(other, versions.by_digest[other].check_code[:9])
    return found


def _names(office: OfficeYear) -> Mapping[str, str]:
    """Digest of each report -> name of a file that brought it."""
    return {one.verdict.digest: one.short_name for one in office.receipts if one.verdict.digest}


def _refused(office: OfficeYear) -> dict[str, str]:
    """Digest of each report that a person refused -> why."""
    origins = office.departments.origins.by_digest
    return {
        digest: f"不予采用：{one.ruling.reason}"
        for digest, one in origins.items()
        if one.refused and one.ruling
    }


def _samples(office: OfficeYear) -> dict[str, str]:
    """Digest of each sample -> why it counts for nothing, and what to do."""
    origins = office.departments.origins.by_digest.values()
    return {
        one.digest: "没有计入：这是示例数据，不作为报送依据，请用正式填报的数据报送。"
        for one in origins
        if one.sample
    }


def _not_chosen(office: OfficeYear) -> dict[str, str]:
    """Digest of each report instead of which a person chose another -> the one that was chosen."""
    names, found = _names(office), {}
    for department in office.submissions:
        if versions := office.versions(department):
            for digest in versions.rejected:
                code = versions.by_digest[versions.chosen].check_code[:9]
                chosen = names.get(versions.chosen, code)
                found[digest] = f"没有选用：“复核”里选定的是“{chosen}”。"
    return found
