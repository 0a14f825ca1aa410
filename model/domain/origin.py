"""Who made a file: the key it was signed with, the keys that people compared, and what follows.

A key's fingerprint is printed on paper. A person who holds the paper compares it once and pins
the key; from then on files signed with it need no question. Keys and signatures are hexadecimal
text; `model.ed25519` makes and verifies them.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

OFFICE = "office"  # the holder of the office's key; every other holder is a department's id
_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_GROUPS = 5


class OriginStanding(StrEnum):
    """What is known of a file's maker."""

    VERIFIED = "verified"  # signed with the key that a person compared
    UNCHECKED = "unchecked"  # signed, but nobody has compared the holder's key
    MISMATCH = "mismatch"  # signed with another key, or changed after it was signed
    UNSIGNED = "unsigned"  # no signature


LABELS = {
    OriginStanding.VERIFIED: "已验证",
    OriginStanding.UNCHECKED: "未核对",
    OriginStanding.MISMATCH: "不符",
    OriginStanding.UNSIGNED: "无签名",
}


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signature as it came with a file. The fields may hold anything: check `well_formed`."""

    key: str  # public key, 64 hexadecimal digits
    signature: str  # 128 hexadecimal digits

    @property
    def well_formed(self) -> bool:
        return bool(_KEY.fullmatch(self.key) and _SIGNATURE.fullmatch(self.signature))


@dataclass(frozen=True, kw_only=True)
class PinnedKey:
    """A holder's key that a person compared, and for how long it counted."""

    holder: str
    key: str
    pinned_at: str  # ISO 8601 with offset
    pinned_by: str
    reason: str = ""  # why it replaced another key; "" for the first key of the holder
    ended_at: str | None = None  # None: it counts today; "": it was compared by mistake
    end_reason: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether it was compared by mistake: it speaks for nothing, whenever it came."""
        return self.ended_at == ""

    def speaks_for(self, when: str | None) -> bool:
        """Whether the key speaks for what came at *when* (ISO 8601, same offset; None: today).

        A key is compared when the paper is in hand, mostly after the file came: so it speaks for
        all that came before it ended.
        """
        return self.ended_at is None or (when is not None and when < self.ended_at)


def key_fingerprint(key: str) -> str:
    """The 80 bits of a public key that people compare: '3F2A 91C0 77BE 0D14 9C21'."""
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest().upper()
    return " ".join(digits[at : at + 4] for at in range(0, 4 * _GROUPS, 4))


def same_fingerprint(typed: str, key: str) -> bool:
    """Whether *typed* (any spacing and case, full-width digits too) is the key's fingerprint."""
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    plain = re.sub(r"[\s\-—·　]", "", typed.translate(wide)).upper()
    return plain == key_fingerprint(key).replace(" ", "")


def message(kind: str, digest: str, recipient: str = "", beside: str = "") -> bytes:
    """What is signed of a sealed record of *kind* with *digest*, made for *recipient*.

    The kind is part of it, so that a signature of one kind of file is none of another; the
    recipient too, so that a file for one department can't be passed off as another's.

    Args:
        recipient: a department's id, `OFFICE`, or "" for everybody.
        beside: digest of whatever else the packet holds that people rely on; "" for nothing.
    """
    return f"hebei-carbon-assessment\n1\n{kind}\n{recipient}\n{digest}\n{beside}".encode()


def current_key(holder: str, pins: Iterable[PinnedKey]) -> PinnedKey | None:
    """The key of *holder* that counts today; None: nobody has compared one."""
    return next((pin for pin in pins if pin.holder == holder and pin.ended_at is None), None)


def standing_of(
    signed: Signed | None, valid: bool, holder: str, pins: Iterable[PinnedKey], when: str | None
) -> OriginStanding:
    """What is known of the maker of a file that says it comes from *holder*.

    Args:
        signed: the signature that came with it, if any.
        valid: whether that signature fits the content.
        pins: all keys ever compared, of any holder.
        when: when the file was received (ISO 8601): it is judged by the keys of that time, so
            that a new PC of the holder leaves files received before as they were; None: today.
    """
    if signed is None:
        return OriginStanding.UNSIGNED
    if not (signed.well_formed and valid):
        return OriginStanding.MISMATCH
    known = [pin for pin in pins if pin.holder == holder]
    if not known:
        return OriginStanding.UNCHECKED
    for pin in known:
        if pin.key == signed.key and pin.speaks_for(when):
            return OriginStanding.VERIFIED
    return OriginStanding.MISMATCH


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The signature that came with a file, and whether it fits what the file holds."""

    signed: Signed | None = None
    fits: bool = False

    @property
    def key(self) -> str:
        """The public key of whoever signed; "" where the file proves none."""
        return self.signed.key if self.signed and self.fits else ""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of `key`; "" where the file proves none."""
        return key_fingerprint(self.key) if self.key else ""

    def standing(
        self, holder: str, pins: Iterable[PinnedKey], when: str | None = None
    ) -> OriginStanding:
        """What is known of the maker of the file; as `standing_of`."""
        return standing_of(self.signed, self.fits, holder, pins, when)


NO_PROOF = Proof()


class SignatureKind(StrEnum):
    """How a received file was signed, as it was found when the file came."""

    NONE = ""  # not at all
    KEY = "key"  # with the key of an installation, and it fits
    SECRET = "secret"  # with the secret that 0.1.0 gave the department, and it fits  # noqa: S105
    BOTH = "both"  # with either, and both fit
    BROKEN = "broken"  # in either way, and it doesn't fit
    FORMER = "former"  # it came before anybody looked
    FORMER_BROKEN = "former-broken"  # the same, with a secret that didn't fit


def standing_of_arrival(
    kind: SignatureKind, key: str, holder: str, pins: Iterable[PinnedKey], when: str
) -> OriginStanding:
    """What is known today of the maker of a file that came at *when* and says it is *holder*'s.

    A secret of 0.1.0 lay in clear in a mail: it speaks for a file only as long as nobody had
    compared a key of the holder.

    Args:
        key: the public key that the file proves; "" unless *kind* is KEY or BOTH.
    """
    pins = tuple(pins)
    match kind:
        case SignatureKind.NONE | SignatureKind.FORMER:
            return OriginStanding.UNSIGNED
        case SignatureKind.BROKEN | SignatureKind.FORMER_BROKEN:
            return OriginStanding.MISMATCH
        case SignatureKind.SECRET:
            pinned = any(pin.holder == holder and pin.pinned_at <= when for pin in pins)
            return OriginStanding.UNSIGNED if pinned else OriginStanding.VERIFIED
    found = standing_of(Signed(key=key, signature="0" * 128), True, holder, pins, when)
    vouched = kind is SignatureKind.BOTH and found is OriginStanding.UNCHECKED
    return OriginStanding.VERIFIED if vouched else found
