"""Which pages a role sees, in order, and how each is made."""

from PySide6.QtWidgets import QWidget

from model.store.settings import Role
from ui.pages.entry import EntryPage
from ui.pages.overview import OverviewPage
from ui.pages.score import ScorePage
from ui.session import Session
from ui.widgets.rail import Entry

ENTRIES = {
    Role.CLERK: (
        Entry("overview", "概览", "layout-dashboard", "F2"),
        Entry("measures", "任务清单", "list-checks", "F3"),
        Entry("indicators", "指标填报", "target", "F4"),
        Entry("score", "得分", "gauge", "F5"),
    ),
    Role.OFFICE: (),
}


def make_page(page: str, session: Session, parent: QWidget) -> QWidget:
    match page:
        case "overview":
            return OverviewPage(session, parent)
        case "measures":
            return EntryPage(session, "任务清单", session.desk.measures, parent)
        case "indicators":
            return EntryPage(session, "指标填报", session.desk.indicators, parent)
        case "score":
            return ScorePage(session, parent)
        case _:
            raise LookupError(page)
