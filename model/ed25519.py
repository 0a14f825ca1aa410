"""Ed25519 by libsodium: key pairs, signatures and their verification, all as hexadecimal text."""

from dataclasses import dataclass, field

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from model.domain.origin import Signed


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

    @property
    def _key(self) -> SigningKey:
        return SigningKey(bytes.fromhex(self.seed))


def new_key_pair() -> KeyPair:
    """A key pair from the system's source of randomness."""
    return KeyPair(bytes(SigningKey.generate()).hex())


def is_valid(signed: Signed, message: bytes) -> bool:
    """Whether *signed* is the signature of *message* with the key it names."""
    if not signed.well_formed:
        return False
    try:
        VerifyKey(bytes.fromhex(signed.key)).verify(message, bytes.fromhex(signed.signature))
    except (BadSignatureError, ValueError):
        return False
    return True
