"""来源核验 of 0.1.0: with a secret from the year's package a department signed what it sent.

No secrets are given out any more (see model.domain.origin); those that were go on verifying.
"""

import hmac
import re

_SECRET = re.compile(r"[0-9a-f]{64}")


def is_secret(text: str) -> bool:
    """Whether *text* is 64 hexadecimal digits, as every secret ever given out."""
    return _SECRET.fullmatch(text) is not None


def signature(secret: str, digest: str) -> str:
    """The HMAC-SHA-256 of a submission's *digest* under *secret*, in hex."""
    return hmac.digest(bytes.fromhex(secret), digest.encode(), "sha256").hex()


def is_signed(secret: str, digest: str, found: str) -> bool:
    return hmac.compare_digest(signature(secret, digest).encode(), found.encode())
