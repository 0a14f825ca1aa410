"""Zip archives written byte by byte, so that any field can lie."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

STAMP = (0x5C21 << 16) | 0x6000  # some day, some time


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A member; `local` and `central` say what a header says in place of the truth."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    attributes: int = 0
    local: Mapping[str, object] = field(default_factory=dict)
    central: Mapping[str, object] = field(default_factory=dict)
    packed: bytes | None = None  # None: *data* as *method* packs it

    def packing(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.data
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return packer.compress(self.data) + packer.flush()


def entries(parts: Mapping[str, bytes]) -> list[Entry]:
    return [Entry(name=name.encode(), data=data) for name, data in parts.items()]


def changed(parts: Mapping[str, bytes], name: str, **changes: object) -> list[Entry]:
    """All parts as entries, the one called *name* with *changes*."""
    return [
        replace(entry, **changes) if entry.name == name.encode() else entry
        for entry in entries(parts)
    ]


def written(
    members: Iterable[Entry],
    *,
    prefix: bytes = b"",
    suffix: bytes = b"",
    comment: bytes = b"",
    end: Mapping[str, int] | None = None,
) -> bytes:
    body, directory, count = bytearray(prefix), bytearray(), 0
    for entry in members:
        offset, packed = len(body), entry.packing()
        truth = {
            "name": entry.name,
            "flags": entry.flags,
            "method": entry.method,
            "crc": zlib.crc32(entry.data),
            "packed": len(packed),
            "size": len(entry.data),
            "extra": b"",
            "offset": offset,
            "attributes": entry.attributes,
        }
        body += _local({**truth, **entry.local}) + packed
        directory += _central({**truth, **entry.central})
        count += 1
    said = {"disk": 0, "count": count, "size": len(directory), "start": len(body), **(end or {})}
    body += directory
    body += struct.pack(
        "<4s4H2LH",
        b"PK\5\6",
        said["disk"],
        said["disk"],
        said["count"],
        said["count"],
        said["size"],
        said["start"],
        len(comment),
    )
    return bytes(body + comment + suffix)


def _local(said: Mapping) -> bytes:
    head = struct.pack(
        "<4s3HL3L2H",
        b"PK\3\4",
        20,
        said["flags"],
        said["method"],
        STAMP,
        said["crc"],
        said["packed"],
        said["size"],
        len(said["name"]),
        len(said["extra"]),
    )
    return head + said["name"] + said["extra"]


def _central(said: Mapping) -> bytes:
    head = struct.pack(
        "<4s4HL3L5H2L",
        b"PK\1\2",
        20,
        20,
        said["flags"],
        said["method"],
        STAMP,
        said["crc"],
        said["packed"],
        said["size"],
        len(said["name"]),
        len(said["extra"]),
        0,
        0,
        0,
        said["attributes"],
        said["offset"],
    )
    return head + said["name"] + said["extra"]
