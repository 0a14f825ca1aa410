"""A sealed record as the data file keeps it."""

import logging
from typing import TypeVar

from model.domain.canonical import SealedRecord
from model.domain.sealed import unseal_own

log = logging.getLogger(__name__)

Record = TypeVar("Record", bound=SealedRecord)


def kept_record(kind: type[Record], payload: str, digest: str) -> Record:
    """The record kept as *payload*, known by the *digest* it had before people were cleared from
    it.
    """
    record = unseal_own(kind, payload.encode())
    record.__dict__["digest"] = digest  # where a cached property keeps it
    return record


def readable_record(kind: type[Record], payload: str, digest: str) -> Record | None:
    """As `kept_record`; None for a row that is no such record, which costs itself."""
    try:
        return kept_record(kind, payload, digest)
    except ValueError as error:
        log.warning("a row is no %s", kind.name(), exc_info=error)
        return None
