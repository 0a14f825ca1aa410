"""Codes of refusals and remarks; `model.workbook.reasons` has the sentences.

Apart from them, because the reading child imports little.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a file is refused. Codes are for ever; their sentences may be bettered."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_BIG = "too-big"
    LOCK_FILE = "lock-file"
    OLD_EXCEL = "old-excel"
    ENCRYPTED = "encrypted"
    STILL_PROTECTED = "still-protected"
    OPEN_DOCUMENT = "open-document"
    BINARY_EXCEL = "binary-excel"
    MACROS = "macros"
    ACTIVE = "active-content"
    OTHER_OFFICE = "other-office"
    PDF = "pdf"
    TEXT = "text"
    MAIL = "mail"
    ARCHIVE = "archive"
    PICTURE = "picture"
    NOT_A_WORKBOOK = "not-a-workbook"
    DAMAGED = "damaged"
    SUSPICIOUS = "suspicious"
    BOMB = "bomb"
    DOCTYPE = "doctype"
    TOO_MUCH = "too-much"
    BAD_CELL = "bad-cell"
    AMBIGUOUS = "ambiguous"
    TIMEOUT = "timeout"
    READER_DIED = "reader-died"
    NO_SEAL = "no-seal"
    BROKEN_SEAL = "broken-seal"
    NEWER = "newer"
    NOT_A_SUBMISSION = "not-a-submission"
    OTHER_KIND = "other-kind"
    INCOMPLETE = "incomplete"
    OTHER_PLAN = "other-plan"
    OTHER_YEAR = "other-year"
    UNKNOWN_DEPARTMENT = "unknown-department"


class Notice(StrEnum):
    """What to mind about a file that is taken in, the gravest first. Codes are for ever."""

    UNVERIFIED = "unverified"
    HAND_EDIT = "hand-edit"
    NOTHING_FILLED = "nothing-filled"
    DOUBTFUL = "doubtful"
    OUT_OF_BOUNDS = "out-of-bounds"
    ROW_MISSING = "row-missing"
    SHEET_MISSING = "sheet-missing"
    OTHER_ITEMS = "other-items"
    ODD_FORMAT = "odd-format"
    REPAIRED = "repaired"
    STRAY = "stray"
    EXTRA_SHEET = "extra-sheet"
    HIDDEN = "hidden"
    EXTERNAL_LINK = "external-link"
    DATES_1904 = "dates-1904"
    OLDER = "older"
    TRAILING = "trailing"
