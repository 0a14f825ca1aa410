"""Who made a package or slip that came from the office, asked before it acts.

A file signed with the office's key that a person here compared is taken in quietly. Anything else
is shown to a person first, who takes it in or leaves it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from model.domain.canonical import SealedRecord
from model.domain.origin import (
    OFFICE,
    OriginStanding,
    PinnedKey,
    Proof,
    current_key,
    key_fingerprint,
)
from model.domain.package import YearPackage
from model.domain.rectification import RectificationNotice
from model.domain.return_slip import ReturnSlip
from model.ed25519 import proof_of
from model.store.clock import now
from model.store.deliveries import (
    KeptSignature,
    fetch_aside,
    fetch_let_in_keys,
    fetch_signatures,
    keep_signature,
)
from model.store.keys import fetch_pins, pin_key
from model.store.packages import fetch_kept, fetch_package, is_kept
from model.store.rectification import fetch_notices, is_notice_kept
from model.store.slips import fetch_kept_slips, is_slip_kept
from model.store.submissions import fetch_submissions
from model.store.year_guard import year_lock

OfficeRecord = YearPackage | ReturnSlip | RectificationNotice
AHEAD = timedelta(days=2)  # what clocks and time zones may differ by
JUMP = 10  # versions or numbers that may be missing in between


class OriginFork(StrEnum):
    """Why a person decides about a file, whoever signed it."""

    FUTURE = "future"  # made more than two days from now
    OTHER_ROOT = "other-root"  # the year was opened anew, or it corrects another package
    OTHER_KEY = "other-key"  # signed with another key than what was let in uncompared so far
    JUMP = "jump"  # many versions or numbers are missing in between
    SAME_NUMBER = "same-number"  # another one bears its version or number
    OTHER_REPORT = "other-report"  # a slip about a report that was never sent from here


class Asked(StrEnum):
    """What a person is asked before the file acts."""

    NOTHING = "nothing"
    COMPARE = "compare"  # is the fingerprint the one on the paper? Nobody has compared one yet
    NEW_KEY = "new-key"  # signed with another key than the one that was compared
    UNSIGNED = "unsigned"  # nobody signed it, and no signature was to be expected
    NO_LONGER_SIGNED = "no-longer-signed"  # nobody signed it, though the office's key is known
    FORK = "fork"  # signed by the office, and odd


@dataclass(frozen=True, kw_only=True)
class OriginCheck:
    """What is known here of a file that came from the office."""

    standing: OriginStanding
    proof: Proof
    pinned: PinnedKey | None  # the office's key that counts today
    forks: tuple[OriginFork, ...] = ()
    known: bool = False  # it came before
    familiar: bool = False  # a person let in files signed with this key, and put comparing off
    aside: bool = False  # and a person has set it aside

    @property
    def asked(self) -> Asked:
        if self.known:
            return Asked.NOTHING
        match self.standing:
            case OriginStanding.VERIFIED:
                return Asked.FORK if self.forks else Asked.NOTHING
            case OriginStanding.UNCHECKED:
                quiet = self.familiar and not self.forks
                return Asked.NOTHING if quiet else Asked.COMPARE
            case OriginStanding.MISMATCH:
                return Asked.NEW_KEY
        return Asked.NO_LONGER_SIGNED if self.pinned else Asked.UNSIGNED

    @property
    def former_fingerprint(self) -> str:
        """The fingerprint of the office's key that counts today; "" for none."""
        return key_fingerprint(self.pinned.key) if self.pinned else ""


def check_package(db: Database, package: YearPackage, proof: Proof) -> OriginCheck:
    """What is known of a file with *package* and *proof*; writes nothing."""
    known = is_kept(db, package)
    forks = () if known else tuple(_package_forks(db, package))
    return _check(db, package, package.year, proof, forks, known=known)


def check_slip(db: Database, slip: ReturnSlip, proof: Proof) -> OriginCheck:
    """What is known of a file with *slip* and *proof*; writes nothing."""
    known = is_slip_kept(db, slip)
    forks = () if known else tuple(_slip_forks(db, slip))
    return _check(db, slip, slip.year, proof, forks, known=known)


def check_notice(db: Database, notice: RectificationNotice, proof: Proof, year: int) -> OriginCheck:
    """What is known of a file with *notice* and *proof*, taken in while *year* is open; writes
    nothing.
    """
    known = is_notice_kept(db, notice)
    forks = () if known else tuple(_notice_forks(db, notice, year))
    return _check(db, notice, year, proof, forks, known=known)


def remember(
    db: Database,
    record: OfficeRecord,
    recipient: str,
    proof: Proof,
    *,
    new: bool,
    year: int | None = None,
) -> None:
    """Keep the signature that came with *record*, made for *recipient*, if it fits.

    Of a record that is not *new* only the office's is kept: anybody can sign it again. In a closed
    year nothing is.

    Args:
        year: in which it is kept; None: its own.
    """
    year = record.year if year is None else year
    worth = new or proof.standing(OFFICE, fetch_pins(db)) is OriginStanding.VERIFIED
    if worth and proof.fits and proof.signed and year_lock(db, year) is None:
        keep_signature(db, year, record.digest, recipient, proof.signed)


def compare(db: Database, key: str, by: str, reason: str = "") -> None:
    """Let *key* count as the office's: *by* found its fingerprint on paper.

    Raises:
        ValueError: another key counts and no reason is given.
        NotSaved: the disk refused.
    """
    pin_key(db, OFFICE, key, by, reason)


@dataclass(frozen=True, kw_only=True)
class KeptOrigin:
    """What is known today of the maker of a package or slip that is kept."""

    standing: OriginStanding
    key: str  # the public key that speaks for it; "" where nobody signed

    @property
    def fingerprint(self) -> str:
        return key_fingerprint(self.key) if self.key else ""


def kept_origin(
    db: Database, record: SealedRecord, kept_at: str, pins: tuple[PinnedKey, ...] | None = None
) -> KeptOrigin:
    """What is known of the maker of the package or slip *record*, kept since *kept_at*.

    Args:
        pins: of the data file; None: they are read.
    """
    pins = fetch_pins(db) if pins is None else pins
    best = KeptOrigin(standing=OriginStanding.UNSIGNED, key="")
    order = tuple(OriginStanding)
    for proof in _proofs(record, fetch_signatures(db, record.digest)):
        standing = proof.standing(OFFICE, pins, kept_at)
        if not best.key or order.index(standing) < order.index(best.standing):
            best = KeptOrigin(standing=standing, key=proof.key)
    return best


def _proofs(record: SealedRecord, kept: Iterable[KeptSignature]) -> Iterator[Proof]:
    for one in kept:
        proof = proof_of(one.signed, record, one.recipient)
        if proof.fits:
            yield proof


def _check(
    db: Database,
    record: SealedRecord,
    year: int,
    proof: Proof,
    forks: tuple[OriginFork, ...],
    *,
    known: bool,
) -> OriginCheck:
    pins = fetch_pins(db)
    standing = proof.standing(OFFICE, pins)
    let_in = fetch_let_in_keys(db) if standing is OriginStanding.UNCHECKED else frozenset()
    if let_in and proof.key not in let_in:
        forks = (OriginFork.OTHER_KEY, *forks)
    return OriginCheck(
        standing=standing,
        proof=proof,
        pinned=current_key(OFFICE, pins),
        forks=forks,
        known=known,
        familiar=proof.key in let_in,
        aside=known and record.digest in fetch_aside(db, year),
    )


def _package_forks(db: Database, package: YearPackage) -> Iterator[OriginFork]:
    if is_ahead(package.opened_at) or is_ahead(package.made_at):
        yield OriginFork.FUTURE
    kept = [one.package for one in fetch_kept(db, package.year)]
    if any((one.id, one.version) == (package.id, package.version) for one in kept):
        yield OriginFork.SAME_NUMBER
    before = fetch_package(db, package.year)
    if before is None or before.sample or package.sample or package.rank < before.rank:
        return
    follows = package.version != before.version + 1 or package.parent in {None, before.digest}
    if before.id != package.id or not follows:
        yield OriginFork.OTHER_ROOT
    elif package.version > before.version + JUMP:
        yield OriginFork.JUMP


def _slip_forks(db: Database, slip: ReturnSlip) -> Iterator[OriginFork]:
    if is_ahead(slip.made_at):
        yield OriginFork.FUTURE
    kept = fetch_kept_slips(db, slip.year, slip.department)
    last = max((one.slip.number for one in kept), default=0)
    if slip.number > last + JUMP:
        yield OriginFork.JUMP
    if any(one.slip.number == slip.number for one in kept):
        yield OriginFork.SAME_NUMBER
    sent = fetch_submissions(db, slip.year, slip.department)
    if sent and all(one.digest != slip.submission for one in sent):
        yield OriginFork.OTHER_REPORT


def _notice_forks(db: Database, notice: RectificationNotice, year: int) -> Iterator[OriginFork]:
    if is_ahead(notice.made_at):
        yield OriginFork.FUTURE
    kept = [one.notice for one in fetch_notices(db, year, notice.department)]
    last = max((one.number for one in kept if one.year == notice.year), default=0)
    if notice.number > last + JUMP:
        yield OriginFork.JUMP
    if any((one.year, one.number) == (notice.year, notice.number) for one in kept):
        yield OriginFork.SAME_NUMBER


def is_ahead(moment: str) -> bool:
    """Whether *moment* (ISO 8601 with offset) is more than two days from now."""
    return datetime.fromisoformat(moment) > datetime.fromisoformat(now()) + AHEAD
