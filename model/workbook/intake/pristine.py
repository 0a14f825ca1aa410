"""Tells whether all parts of a file are those that the app wrote: then no cell was edited.

Of such a file a quick reading takes the packet and only checks the other parts' checksums. That
proves nothing against somebody who writes programs: he can make such a fingerprint. But he can make
the seal of the packet just as well, and then no comparison of the two would find him out. What
proves scores (model.office.score_verification) reads every cell all the same.
"""

import hashlib
import re
from collections.abc import Iterable

CUSTOM = "docProps/custom.xml"
PARTS = "Parts"  # the property in which the fingerprint stands
UNKNOWN = "0" * 64  # stands there until all parts are written
_PROPERTY = re.compile(
    rb'<property [^<>]*name="%s"[^<>]*>\s*<vt:lpwstr[^<>]*>([0-9a-f]{64})</vt:lpwstr>'
    % PARTS.encode()
)


def fingerprint(parts: Iterable[tuple[str, int, int]]) -> str:
    """SHA-256, hex, of names, CRC-32 and sizes of all parts but CUSTOM, in any order."""
    lines = sorted(f"{name.lower()} {crc:08x} {size}" for name, crc, size in parts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def declared(custom: bytes) -> str:
    """The fingerprint that the part CUSTOM says; "" for none."""
    match = _PROPERTY.search(custom)
    return match[1].decode() if match else ""
