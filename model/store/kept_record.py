"""A sealed record as the data file keeps it."""

from typing import TypeVar

from model.domain.canonical import SealedRecord
from model.domain.sealed import unseal_as

Record = TypeVar("Record", bound=SealedRecord)


def kept_record(kind: type[Record], payload: str, digest: str) -> Record:
    """The record kept as *payload*, known by the *digest* it had before people were cleared from
    it.
    """
    record = unseal_as(kind, payload.encode())
    record.__dict__["digest"] = digest  # where a cached property keeps it
    return record
