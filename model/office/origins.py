"""Whose a report is: what signatures, compared keys and decisions of a person say about it.

Once a department's key was compared with paper, a report that isn't signed with it waits apart for
a person: it counts for nothing and displaces nothing. What came before is judged by what was known
then, so that a key compared later changes no former year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from model.consolidation.versions import Provenance
from model.domain.origin import (
    OriginStanding,
    PinnedKey,
    SignatureKind,
    key_fingerprint,
    standing_of_arrival,
)
from model.domain.review import Matter, Ruling, Rulings
from model.domain.submission import Submission
from model.store.receipts import Receipt

ACCEPTED, REFUSED = "accepted", "refused"  # choices of a `Matter.ORIGIN`
BEST = (
    OriginStanding.VERIFIED, OriginStanding.UNCHECKED, OriginStanding.MISMATCH,
    OriginStanding.UNSIGNED,
)  # fmt: skip
FORMER = {SignatureKind.FORMER, SignatureKind.FORMER_BROKEN}


@dataclass(frozen=True, kw_only=True)
class ReportOrigin:
    """What is known of the maker of one report. `signer`: the public key that it proves, or ""."""

    digest: str
    submission: Submission
    standing: OriginStanding
    signer: str = ""
    at: str = ""  # ISO 8601 of the first file that brought it
    files: tuple[str, ...] = ()  # names of the files that brought it
    ruling: Ruling | None = None  # a person's, that it counts or doesn't
    sample: bool = False  # 示例数据 in a year of real reports: nobody's
    apart: bool = False  # it waits for a person, or counts for nothing

    @property
    def accepted(self) -> bool:
        return self.ruling is not None and self.ruling.choice == ACCEPTED

    @property
    def refused(self) -> bool:
        return self.ruling is not None and self.ruling.choice == REFUSED

    @property
    def void(self) -> bool:
        """Whether it is no report at all: a person refused it, or it is a sample."""
        return self.refused or self.sample

    @property
    def pending(self) -> bool:
        """Whether it waits for a person."""
        return self.apart and not self.void

    @property
    def trusted(self) -> bool:
        return self.accepted or self.standing is OriginStanding.VERIFIED

    @property
    def fingerprint(self) -> str:
        """Of the key it is signed with; "" for none."""
        return key_fingerprint(self.signer) if self.signer else ""

    @property
    def arrival(self) -> Provenance:
        return Provenance(key=self.signer, trusted=self.trusted, at=self.at)


@dataclass(frozen=True)
class Origins:
    """The makers of all reports of one year.

    `secrets` are the departments to which a package of 0.1.0 gave a secret for that year. `real`:
    samples are no reports of it.
    """

    submissions: Mapping[str, Mapping[str, Submission]]  # department -> digest -> report
    receipts: tuple[Receipt, ...]
    pins: tuple[PinnedKey, ...]
    secrets: frozenset[str]
    rulings: Rulings
    real: bool = False

    @cached_property
    def _files(self) -> Mapping[str, tuple[Receipt, ...]]:
        found: dict[str, list[Receipt]] = {}
        for receipt in self.receipts:
            if receipt.verdict.digest:
                found.setdefault(receipt.verdict.digest, []).append(receipt)
        return {digest: tuple(files) for digest, files in found.items()}

    @cached_property
    def by_department(self) -> Mapping[str, tuple[ReportOrigin, ...]]:
        return {department: self._made(department) for department in self.submissions}

    @cached_property
    def by_digest(self) -> Mapping[str, ReportOrigin]:
        return {one.digest: one for made in self.by_department.values() for one in made}

    def of(self, department: str) -> tuple[ReportOrigin, ...]:
        return self.by_department.get(department, ())

    def of_file(self, receipt: Receipt) -> ReportOrigin | None:
        """The maker of what *receipt* brought, with the key that this file is signed with, as long
        as that is to be compared: anybody can sign a copy of a report again, and send it first.
        """
        one, signer = self.by_digest.get(receipt.verdict.digest or ""), receipt.verdict.signer
        open_ = one and one.standing in {OriginStanding.UNCHECKED, OriginStanding.MISMATCH}
        return replace(one, signer=signer) if one and open_ and signer else one

    def pins_of(self, department: str) -> tuple[PinnedKey, ...]:
        """Every key of *department* that was ever compared, oldest first."""
        return tuple(pin for pin in self.pins if pin.holder == department)

    def others_with(self, key: str, department: str) -> tuple[str, ...]:
        """The other departments whose compared key *key* is, too: one PC may serve two."""
        return tuple(
            pin.holder
            for pin in self.pins
            if pin.key == key and pin.holder != department and pin.ended_at is None
        )

    def _meant(self, department: str) -> tuple[PinnedKey, ...]:
        return tuple(pin for pin in self.pins_of(department) if not pin.withdrawn)

    def _made(self, department: str) -> tuple[ReportOrigin, ...]:
        came = self.submissions[department]
        signers = {file.verdict.signer for d in came for file in self._files.get(d, ())}
        found = [
            self._origin(department, digest, submission, signers)
            for digest, submission in came.items()
        ]
        proved = any(one.standing is OriginStanding.VERIFIED for one in found if not one.void)
        return tuple(
            replace(one, apart=one.void or self._is_apart(department, one, proved=proved))
            for one in found
        )

    def _origin(
        self, department: str, digest: str, submission: Submission, signers: set[str]
    ) -> ReportOrigin:
        files = self._files.get(digest, ())
        standings = {
            standing_of_arrival(
                file.verdict.signature,
                file.verdict.signer,
                department,
                self._pins_for(department, file.taken_in_at, signers),
                file.taken_in_at,
            ): file
            for file in reversed(files)
        }
        best = min(standings, key=BEST.index, default=OriginStanding.UNSIGNED)
        return ReportOrigin(
            digest=digest,
            submission=submission,
            standing=best,
            signer=standings[best].verdict.signer if standings else "",
            at=min((file.taken_in_at for file in files), default=""),
            files=tuple(dict.fromkeys(file.short_name for file in files)),
            ruling=self.rulings.get((Matter.ORIGIN, digest)),
            sample=self.real and submission.sample,
        )

    def _pins_for(self, department: str, at: str, signers: set[str]) -> Iterable[PinnedKey]:
        """The keys that say something about a file that came *at*: those compared before, and those
        with which *department* signed something of this year.
        """
        return [pin for pin in self._meant(department) if pin.pinned_at <= at or pin.key in signers]

    def _is_apart(self, department: str, one: ReportOrigin, *, proved: bool) -> bool:
        if one.trusted:
            return False
        pinned = any(pin.pinned_at <= one.at for pin in self._meant(department))
        kinds = {file.verdict.signature for file in self._files.get(one.digest, ())}
        if kinds and kinds <= FORMER:  # it counted, or not, before anybody looked
            return False
        return pinned or proved or department in self.secrets


def pins_then(pins: Iterable[PinnedKey], closed_at: str) -> tuple[PinnedKey, ...]:
    """The *pins* as they were at *closed_at* (ISO 8601); "": as they are."""
    if not closed_at:
        return tuple(pins)
    return tuple(
        replace(pin, ended_at=None) if pin.ended_at and pin.ended_at > closed_at else pin
        for pin in pins
        if pin.pinned_at <= closed_at
    )
