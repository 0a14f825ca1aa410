"""Ed25519 by libsodium: key pairs, signatures and their verification, all as hexadecimal text.

What is signed of a record is its digest with its kind, its recipient and what lies beside it.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.domain.canonical import SealedRecord
from model.domain.origin import Proof, Signed, message

if TYPE_CHECKING:  # it takes a while to load, and is not needed to start
    from nacl.signing import SigningKey


@dataclass(frozen=True)
class KeyPair:
    """The key pair of one installation."""

    seed: str = field(repr=False)  # 64 hexadecimal digits; whoever has it can sign

    @property
    def public(self) -> str:
        """The public key, 64 hexadecimal digits."""
        return bytes(self._key.verify_key).hex()

    def sign(self, message: bytes) -> Signed:
        """The signature of *message*; the same message always gives the same signature."""
        return Signed(key=self.public, signature=self._key.sign(message).signature.hex())

    def sign_record(self, record: SealedRecord, recipient: str = "", *, beside: str = "") -> Signed:
        """The signature of *record* as it leaves for *recipient*; arguments as for `message`."""
        return self.sign(message(record.name(), record.digest, recipient, beside))

    @property
    def _key(self) -> "SigningKey":
        from nacl.signing import SigningKey

        return SigningKey(bytes.fromhex(self.seed))


def new_key_pair() -> KeyPair:
    """A key pair from the system's source of randomness."""
    from nacl.signing import SigningKey

    return KeyPair(bytes(SigningKey.generate()).hex())


def is_valid(signed: Signed, message: bytes) -> bool:
    """Whether *signed* is the signature of *message* with the key it names."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    if not signed.well_formed:
        return False
    try:
        VerifyKey(bytes.fromhex(signed.key)).verify(message, bytes.fromhex(signed.signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def proof_of(
    signed: Signed | None, record: SealedRecord, recipient: str = "", *, beside: str = ""
) -> Proof:
    """Whether *signed* is the signature of *record* made for *recipient*."""
    if signed is None:
        return Proof()
    said = message(record.name(), record.digest, recipient, beside)
    return Proof(signed=signed, fits=is_valid(signed, said))
