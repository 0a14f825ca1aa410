"""The data packet: the canonical payload and its digest, as rows of a hidden sheet."""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Mapping

from model.domain.canonical import SealedRecord
from model.domain.origin import Proof, Signed
from model.ed25519 import KeyPair, proof_of
from model.record_bounds import payload_of
from model.workbook.intake.keyed_tables import Tables
from model.workbook.keys import KEY, PACKET, SIGNED, VALUE

SCHEMA = "2"  # 2 says what its locked cells show
OLDER = {"1"}
SIGNATURE = "signature"  # row beside the payload, where 0.1.0 gave a department a secret
ENCLOSED = "notice."  # rows of a 整改通知单 that travels in a package
CHUNK = 30_000  # characters, well below what a cell holds
PAYLOAD_LIMIT = 4 * 2**20  # bytes
PAYLOAD_SIGNS = 100_000  # quotes in it, or brackets, at the most


class SealMissing(Exception):
    """The packet is missing or incomplete."""


class SealBroken(Exception):
    """The packet contradicts itself."""


class SchemaUnknown(Exception):
    """The packet was written by another version of the app."""


def packed(payload: bytes) -> dict[str, str]:
    """The rows of the packet, key -> text: schema, digest, and the payload in numbered chunks."""
    letters = base64.b64encode(zlib.compress(payload, 9)).decode()
    chunks = [letters[start : start + CHUNK] for start in range(0, len(letters), CHUNK)]
    return {
        "schema": SCHEMA,
        "sha256": hashlib.sha256(payload).hexdigest(),
        "chunks": str(len(chunks)),
        **{f"chunk{number}": chunk for number, chunk in enumerate(chunks, start=1)},
    }


def rows_in(tables: Tables) -> dict[str, str]:
    """Row key -> text of the hidden sheet among *tables*; formulas say nothing there."""
    if PACKET not in tables:
        return {}
    return {
        cell.row: cell.found.text
        for cell in tables[PACKET].cells()
        if cell.column == VALUE and not cell.found.formula
    }


def enclosed(notice: SealedRecord, keys: KeyPair | None) -> dict[str, str]:
    """The rows of a notice that travels in the packet of another record, signed with *keys*; who
    doesn't know them, reads the packet as if they weren't there.
    """
    rows = packed(payload_of(notice))
    if keys:
        rows |= signature_rows(keys.sign_record(notice, getattr(notice, "department", "")))
    return {f"{ENCLOSED}{key}": text for key, text in rows.items()}


def enclosed_rows(rows: Mapping[str, str]) -> dict[str, str]:
    """What `enclosed` put among *rows*, as the rows of a packet of its own; empty for nothing."""
    return {
        key.removeprefix(ENCLOSED): text for key, text in rows.items() if key.startswith(ENCLOSED)
    }


def signature_rows(signed: Signed | None) -> dict[str, str]:
    """The rows that say who made a file, beside those of `packed`."""
    return {KEY: signed.key, SIGNED: signed.signature} if signed else {}


def proof_in(
    rows: Mapping[str, str], record: SealedRecord, recipient: str = "", *, beside: str = ""
) -> Proof:
    """Who made the file whose packet has *rows*, as far as it proves that.

    Args:
        record: what is sealed in the packet.
        recipient: whom such a file is made for, as it was signed; likewise *beside*.
    """
    found = Signed(key=rows.get(KEY, ""), signature=rows.get(SIGNED, ""))
    if not (found.key or found.signature):
        return Proof()
    return proof_of(found, record, recipient, beside=beside)


def payload_in(tables: Tables) -> bytes:
    """The payload that is sealed in *tables*. Raises: as `unpacked`."""
    return unpacked(rows_in(tables))


def unpacked(rows: Mapping[str, str]) -> bytes:
    """The payload that `packed` gave *rows* for.

    Raises:
        SealMissing, SealBroken, SchemaUnknown: nothing can be said about what was sent.
    """
    if not {"schema", "sha256", "chunks"} <= rows.keys():
        raise SealMissing
    if rows["schema"] not in {SCHEMA, *OLDER}:
        newer = rows["schema"].isascii() and rows["schema"].isdigit() and rows["schema"] != "0"
        raise SchemaUnknown(rows["schema"]) if newer else SealBroken
    count = int(rows["chunks"]) if rows["chunks"].isascii() and rows["chunks"].isdigit() else 0
    keys = [f"chunk{number}" for number in range(1, min(count, 1000) + 1)]
    if not keys or not set(keys) <= rows.keys():
        raise SealMissing
    try:
        content = base64.b64decode("".join(rows[key] for key in keys), validate=True)
        inflater = zlib.decompressobj()
        payload = inflater.decompress(content, PAYLOAD_LIMIT)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise SealBroken from error
    if not inflater.eof or hashlib.sha256(payload).hexdigest() != rows["sha256"].lower():
        raise SealBroken
    if any(payload.count(sign) > PAYLOAD_SIGNS for sign in (b'"', b"[", b"{")):
        raise SealBroken
    return payload
