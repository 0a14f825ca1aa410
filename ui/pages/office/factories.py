"""How the office's pages are made; imported when the first of them is opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.kit.page import Page
from ui.pages.office.board import BoardPage
from ui.pages.office.checks import ChecksPage
from ui.pages.office.inbox import InboxPage
from ui.pages.office.ledger import LedgerPage
from ui.pages.office.results import ResultsPage
from ui.pages.office.review import ReviewPage
from ui.pages.office.review_shares import ReviewSharesPage
from ui.pages.office.session import OfficeSession, office_session
from ui.session import Session

MAKERS: dict[str, Callable[[OfficeSession, QWidget], Page]] = {
    "inbox": InboxPage,
    "board": BoardPage,
    "review": ReviewPage,
    "review_shares": ReviewSharesPage,
    "checks": ChecksPage,
    "results": ResultsPage,
    "ledger": LedgerPage,
}


def make_office_page(page: str, session: Session, stack: QWidget) -> Page:
    return MAKERS[page](office_session(session, stack), stack)
