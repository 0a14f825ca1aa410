"""Which pages a role sees, in order, and how each is made."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from model.store.settings import Role
from ui.kit.page import Page
from ui.kit.rail import RailEntry
from ui.session import Session

REST = "rest"  # what is looked at now and then

ENTRIES = {
    Role.CLERK: (
        RailEntry("overview", "概览", "layout-dashboard", "F2", "overview"),
        RailEntry("measures", "任务清单", "list-checks", "F3", "measures", "任务"),
        RailEntry("indicators", "指标填报", "target", "F4", "indicators", "指标"),
        RailEntry("sections", "科室分工", "users", "F12", "sections", "科室"),
        RailEntry("score", "得分", "gauge", "F5", "score"),
        RailEntry("export", "导出", "file-spreadsheet", "F6", "export"),
        RailEntry("rectification", "整改", "circle-check", "Shift+F6", "rectification"),
        RailEntry("plan", "方案", "book-open", "F7", "plan", group=REST),
        RailEntry("rules", "规则", "scale", "F8", "rules-reading", group=REST),
        RailEntry("trends", "趋势", "trending-up", "F9", "trends", group=REST),
        RailEntry("backups", "备份", "history", "F10", "backups", group=REST),
        RailEntry("about", "设置与帮助", "info", "F11", "about", "设置", REST),
    ),
    Role.SECTION: (
        RailEntry("measures", "任务清单", "list-checks", "F3", "section-sheet", "任务"),
        RailEntry("indicators", "指标填报", "target", "F4", "section-sheet", "指标"),
        RailEntry("export", "交回", "file-spreadsheet", "F6", "section-sheet"),
        RailEntry("plan", "方案", "book-open", "F7", "plan", group=REST),
        RailEntry("about", "设置与帮助", "info", "F11", "about", "设置", REST),
    ),
    Role.OFFICE: (
        RailEntry("inbox", "收件", "inbox", "F2", "inbox"),
        RailEntry("board", "报送情况", "layout-dashboard", "F3", "board", "报送"),
        RailEntry("review", "复核", "list-checks", "F4", "review"),
        RailEntry("review_shares", "复核分工", "users", "Shift+F4", "review-shares", "分工"),
        RailEntry("checks", "核对", "flag", "F5", "checks"),
        RailEntry("results", "结果", "award", "F6", "results"),
        RailEntry("ledger", "整改台账", "circle-check", "Shift+F6", "rectification", "整改"),
        RailEntry("trends", "趋势", "trending-up", "F7", "trends"),
        RailEntry("package", "年度任务包", "calendar", "F8", "package", "任务包", REST),
        RailEntry("rules", "规则", "scale", "F9", "rules", group=REST),
        RailEntry("plan_draft", "方案编制", "pencil", "Shift+F8", "plan-draft", "编制", REST),
        RailEntry("plan", "方案", "book-open", "F10", "plan", group=REST),
        RailEntry("backups", "备份", "history", "F11", "backups", group=REST),
        RailEntry("about", "设置与帮助", "info", "F12", "about", "设置", REST),
    ),
}


def _overview_page(session: Session) -> Page:
    from ui.pages.clerk.overview import OverviewPage

    return OverviewPage(session)


def _entry_page(title: str, items: str, session: Session) -> Page:
    from ui.pages.clerk.entry import EntryPage

    return EntryPage(session, title, getattr(session.desk, items))


def _sections_page(session: Session) -> Page:
    from ui.pages.sections.page import SectionsPage

    return SectionsPage(session)


def _score_page(session: Session) -> Page:
    from ui.pages.clerk.score import ScorePage

    return ScorePage(session)


def _export_page(session: Session) -> Page:
    """A department's report; a section's sheet that goes back."""
    if session.section:
        from ui.pages.sections.return_page import ReturnPage

        return ReturnPage(session)
    from ui.pages.clerk.export import ExportPage

    return ExportPage(session)


def _rectification_page(session: Session) -> Page:
    from ui.pages.clerk.rectification import RectificationPage

    return RectificationPage(session)


def _plan_page(session: Session) -> Page:
    from ui.pages.plan import PlanPage

    return PlanPage(session)


def _backups_page(session: Session) -> Page:
    from ui.pages.backups import BackupsPage

    return BackupsPage(session)


def _about_page(session: Session) -> Page:
    from ui.pages.about import AboutPage

    return AboutPage(session)


def _rules_page(session: Session) -> Page:
    """The office's, where rules are made; departments read theirs."""
    if session.profile and session.profile.role is Role.OFFICE:
        from ui.pages.rules.page import RulesPage

        return RulesPage(session)
    from ui.pages.rules.department_page import DepartmentRulesPage

    return DepartmentRulesPage(session)


def _package_page(session: Session) -> Page:
    from ui.pages.package.page import PackagePage

    return PackagePage(session)


def _plan_draft_page(session: Session) -> Page:
    from ui.pages.plan_draft.page import PlanDraftPage

    return PlanDraftPage(session)


def _trends_page(session: Session) -> Page:
    from ui.pages.trends import TrendsPage

    return TrendsPage(session)


# Each imports its page when it is first asked for. The others are those of the office's desk.
MAKERS: dict[str, Callable[[Session], Page]] = {
    "overview": _overview_page,
    "measures": partial(_entry_page, "任务清单", "listed_measures"),
    "indicators": partial(_entry_page, "指标填报", "listed_indicators"),
    "sections": _sections_page,
    "score": _score_page,
    "export": _export_page,
    "rectification": _rectification_page,
    "trends": _trends_page,
    "package": _package_page,
    "rules": _rules_page,
    "plan_draft": _plan_draft_page,
    "plan": _plan_page,
    "backups": _backups_page,
    "about": _about_page,
}


def make_page(page: str, session: Session, stack: QWidget) -> Page:
    """A page without a parent, to be put into *stack* when it is built."""
    if page in MAKERS:
        return MAKERS[page](session)
    from ui.pages.office.factories import make_office_page

    return make_office_page(page, session, stack)
