"""Which pages a role sees, in order, and how each is made."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from model.store.settings import Role
from ui.pages.about import AboutPage
from ui.pages.entry import EntryPage
from ui.pages.export import ExportPage
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pages.reports import ReportsPage
from ui.pages.score import ScorePage
from ui.session import Session
from ui.widgets.rail import Entry

ENTRIES = {
    Role.CLERK: (
        Entry("overview", "概览", "layout-dashboard", "F2"),
        Entry("measures", "任务清单", "list-checks", "F3"),
        Entry("indicators", "指标填报", "target", "F4"),
        Entry("score", "得分", "gauge", "F5"),
        Entry("export", "导出", "file-spreadsheet", "F6"),
        Entry("plan", "方案", "book-open", "F7"),
        Entry("about", "关于与帮助", "info", "F8"),
    ),
    Role.OFFICE: (
        Entry("reports", "收件汇总", "inbox", "F2"),
        Entry("plan", "方案", "book-open", "F3"),
        Entry("about", "关于与帮助", "info", "F4"),
    ),
}


MAKERS: dict[str, Callable[[Session, QWidget], QWidget]] = {
    "overview": OverviewPage,
    "measures": lambda session, parent: EntryPage(
        session, "任务清单", session.desk.measures, parent
    ),
    "indicators": lambda session, parent: EntryPage(
        session, "指标填报", session.desk.indicators, parent
    ),
    "score": ScorePage,
    "export": ExportPage,
    "reports": ReportsPage,
    "plan": PlanPage,
    "about": AboutPage,
}


def make_page(page: str, session: Session, parent: QWidget) -> QWidget:
    return MAKERS[page](session, parent)
