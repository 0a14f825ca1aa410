"""How the office's pages are made: each is imported when it is first opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.kit.page import Page
from ui.pages.office.session import OfficeSession, office_session
from ui.session import Session


def make_office_page(page: str, session: Session, stack: QWidget) -> Page:
    return _maker(page)(office_session(session, stack))


def _maker(page: str) -> Callable[[OfficeSession], Page]:  # noqa: PLR0911  # a page each
    match page:
        case "inbox":
            from ui.pages.office.inbox import InboxPage

            return InboxPage
        case "board":
            from ui.pages.office.board import BoardPage

            return BoardPage
        case "review":
            from ui.pages.office.review import ReviewPage

            return ReviewPage
        case "review_shares":
            from ui.pages.office.review_shares import ReviewSharesPage

            return ReviewSharesPage
        case "checks":
            from ui.pages.office.checks import ChecksPage

            return ChecksPage
        case "results":
            from ui.pages.office.results import ResultsPage

            return ResultsPage
        case "ledger":
            from ui.pages.office.ledger import LedgerPage

            return LedgerPage
    raise LookupError(page)
