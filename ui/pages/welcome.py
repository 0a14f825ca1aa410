"""The first start, and every later change: who fills in, for which department, for which year."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from model.domain.china_time import CHINA
from model.domain.plan import Plan
from model.package.succession import bodies_gone_before
from model.package.year_states import year_states
from model.store.settings import Profile, Role
from model.store.transaction import path_of
from ui.connection import connect
from ui.kit.button import Button
from ui.kit.label import Label, line_label, words_label
from ui.kit.layout import REST, box, column, gap, row, scrolled, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, EDGE, HAIR, INDENT, NONE, TIGHT
from ui.kit.segments import Segments
from ui.pages.department_picker import DepartmentPicker
from ui.session import Session
from ui.theme import icon_pixmap

OFFER = "收到办公室发来的年度任务包，或本单位发来的科室填报表？打开它，或拖进窗口，不用再选。"
NEW_BODIES = "机构调整后的新单位不在名单里，请先打开办公室发来的本年度任务包。"
WIDTH = 640  # px
LEAST, LIST = 76, 150  # px: of the list, and where all scrolls
AROUND = (EDGE, TIGHT, EDGE, TIGHT)
SHEET = (40, 28, 40, 28)  # px
MOST_YEARS = 9  # side by side
MOST_SHEETS = 3
WHY = {
    Role.CLERK.name: "填报本单位的任务和指标，查看自评得分，导出年度自评估工作簿。",
    Role.OFFICE.name: "接收各单位发来的工作簿，复核、汇总，导出汇总表。",
}


class WelcomePage(QWidget):
    """One calm page: role, department, year; then the work begins."""

    chosen = Signal(object)  # Profile
    left = Signal()  # back without a change

    def __init__(
        self, session: Session, suggested: Profile | None = None, parent: QWidget | None = None
    ) -> None:
        """*suggested*: what a package says about those who sit here; None: it says nothing."""
        super().__init__(parent)
        self._session = session
        plan, profile = session.plans.shipped, session.profile
        self._states = year_states(session.db, plan)
        self._changed: Mapping[str, str] = {}  # bodies that are no more -> who took over
        sheet = QFrame(self)
        sheet.setObjectName("sheet")
        sheet.setFixedWidth(WIDTH)
        self._whole = box(row(REST, sheet, REST, margins=AROUND))
        column(wide(scrolled(self._whole, "page_scroll")), parent=self)
        self.role = Segments({name: Role[name].value for name in WHY}, {}, sheet, stays=True)
        self.department = DepartmentPicker(plan, sheet)
        years = years_offered(plan, profile or suggested)
        words = {str(year): str(year) for year in years}
        self.year = Segments(words, {}, sheet, stays=True)
        self.role.describe("我是")
        self.year.describe("评估年度")
        for segment in self.year.segments:
            segment.setAccessibleName(f"{segment.code} 年")
        self._year_state, self._why = words_label("help"), words_label("help")
        self._department_label = line_label("group", "责任单位")
        self._filler = QWidget(sheet)
        can_leave = profile is not None and not session.gone
        column(
            self._heading(plan), self._introduction(sheet), *self._gone(),
            self._offer(sheet), *self._begun(sheet),
            line_label("group", "我是"), self.role, self._why,
            self._department_label, wide(self.department),
            line_label("group", "评估年度"), self.year, self._year_state,
            wide(self._filler), gap(BLOCK), self._buttons(sheet, can_leave=can_leave),
            spacing=TIGHT, margins=SHEET, parent=sheet,
        )  # fmt: skip
        self._show(profile or suggested, default_year(plan))
        self.role.chosen.connect(self._refresh)
        self.year.chosen.connect(self._on_year)
        self.department.chosen.connect(self._refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Where a low window has not the room for all, it scrolls, and the list takes some."""
        self.department.list.setMinimumHeight(LEAST)
        scrolls = self._whole.heightForWidth(self.width()) > self.height()
        self.department.list.setMinimumHeight(LIST if scrolls else LEAST)

    def begin(self) -> None:
        """Puts the focus where the first choice is: the office has no department."""
        (self.year if self.department.isHidden() else self.department).setFocus()

    def _heading(self, plan: Plan) -> QHBoxLayout:
        leaf = Label(parent=self)
        leaf.setPixmap(icon_pixmap("leaf", "accent", 36))
        title = line_label("title", plan.assessment)
        about = f"依据《{plan.title}》　先选好身份、单位和年度，以后随时可以更换。"
        words = column(title, words_label("help", about), spacing=HAIR)
        return row(leaf, wide(words), spacing=BLOCK)

    def _introduction(self, sheet: QWidget) -> QHBoxLayout:
        self.tour = Link("先看一遍（示例数据）", sheet)
        self.tour.setToolTip("另开一个窗口，用编造的数据走一遍；关掉后什么都不会留下")
        connect(self.tour.clicked, self, lambda: self._session.tour_requested.emit(self.role.value))
        manual = Link("用户手册（F1）", sheet)
        connect(manual.clicked, self, lambda: self._session.help_requested.emit("start"))
        return row(self.tour, manual, REST, spacing=BLOCK, margins=(INDENT, NONE, NONE, NONE))

    def _buttons(self, sheet: QWidget, *, can_leave: bool) -> QHBoxLayout:
        self.start = Button("开始", sheet)
        self.start.setObjectName("primary")
        self.start.setDefault(True)
        self.start.setCursor(Qt.CursorShape.PointingHandCursor)
        self.start.clicked.connect(self._on_start)
        self._missing = words_label("help", "", sheet)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._back = Button("返回", sheet)
        self._back.setVisible(can_leave)
        self._back.clicked.connect(self.left)
        return row(wide(self._missing), self._back, self.start, spacing=TIGHT)

    def _gone(self) -> list[QWidget]:
        """Why those who filled in here have to choose anew."""
        session, profile = self._session, self._session.profile
        if profile is None or not session.gone:
            return []
        from model.package.succession import who_answers
        from model.package.validation import body_name
        from model.store.packages import fetch_package

        plan = session.plans.of_year(profile.year)
        package = fetch_package(session.db, profile.year)
        if package is None:
            return []
        was = body_name(plan, package, profile.department)
        heirs = who_answers(package, profile.department)
        names = "、".join(body_name(plan, package, heir) for heir in heirs)
        goes = f"，工作由{names}承接。请选择现在的单位，原来填的会一并转去" if heirs else ""
        return [words_label("question", f"{profile.year} 年度里已经没有{was}{goes}。")]

    def _offer(self, sheet: QWidget) -> QWidget:
        """First what answers both other questions: a package that has come."""
        words = words_label("", OFFER)
        package = Button("打开任务包…", sheet)
        package.clicked.connect(self._session.package_requested)
        margins = (BLOCK, TIGHT, BLOCK, TIGHT)
        return box(row(wide(words), package, spacing=BLOCK, margins=margins), "quoted")

    def _begun(self, sheet: QWidget) -> list[QWidget]:
        """Sections' sheets that somebody began to fill in here."""
        from model.parts.filled_sheet import begun_sheets

        data_file = path_of(self._session.db)
        found = begun_sheets(data_file)[:MOST_SHEETS] if data_file else ()
        links: list[QWidget] = []
        for path, one in found:
            link = Link(f"接着填{one.section_name}的科室填报表（{one.year} 年度）", sheet)
            connect(link.clicked, self, partial(self._resume, path))
            links.append(link)
        self.begun = tuple(links)
        return links

    def _resume(self, data_file: Path) -> None:
        self._session.section_resumed.emit(data_file)

    def _show(self, profile: Profile | None, year: int) -> None:
        role = profile.role if profile else Role.CLERK
        self.role.show_value(role.name)
        self.year.show_value(str(profile.year if profile else year))
        self._on_year()
        if profile:
            self.department.show_department(profile.department)
        self._refresh()

    def _on_year(self) -> None:
        """Offers the departments of the year."""
        state = self._states.get(int(self.year.value or 0))
        self._year_state.setText(state.sentence if state else "")
        if state:
            chosen = self.department.department
            terms = self._session.plans.terms(state.year)
            self._changed = bodies_gone_before(self._session.plans, state.year)
            if self._changed:
                self._year_state.setText(f"{state.sentence}{NEW_BODIES}")
            self.department.show_plan(terms.plan, self._changed)
            self.department.show_department(chosen)
        self._refresh()

    @property
    def profile(self) -> Profile | None:
        """The profile that is chosen; None while something is missing."""
        if not self.role.value or not self.year.value:
            return None
        role = Role[self.role.value]
        department = self.department.department if role is Role.CLERK else ""
        if role is Role.CLERK and not department:
            return None
        return Profile(role=role, year=int(self.year.value), department=department)

    def _refresh(self) -> None:
        clerk = self.role.value == Role.CLERK.name
        self._why.setText(WHY.get(self.role.value, ""))
        for part in (self._department_label, self.department):
            part.setVisible(clerk)
        self._filler.setVisible(not clerk)
        self.start.setEnabled(self.profile is not None)
        body = self.department.department
        self._missing.setText(
            self._moved_on(body) if self.profile and clerk and body in self._changed
            else "" if self.profile
            else "请选择身份。" if not self.role.value
            else "请选择年度。" if not self.year.value
            else "请在列表中选择责任单位。"
        )  # fmt: skip

    def _moved_on(self, body: str) -> str:
        """That *body* is no more, and what to do first."""
        heirs = self._changed[body]
        goes = f"，工作由{heirs}承接" if heirs else ""
        return f"该单位已经调整{goes}。请先打开办公室发来的 {self.year.value} 年度任务包。"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_start()
        elif event.key() == Qt.Key.Key_Escape and not self._back.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_start(self) -> None:
        if profile := self.profile:
            self.chosen.emit(profile)


def default_year(plan: Plan, today: date | None = None) -> int:
    """The year most likely assessed: this one from autumn on, before that the last."""
    day = today or datetime.now(CHINA).date()
    year = day.year if day.month >= 9 else day.year - 1
    return min(max(year, plan.years[0]), plan.years[1])


def years_offered(plan: Plan, profile: Profile | None) -> tuple[int, ...]:
    """Years to choose from: all of the plan's, or nine around the profile's where it runs long."""
    first, last = plan.years
    around = profile.year if profile else default_year(plan)
    first = max(min(around - MOST_YEARS // 2, last + 1 - MOST_YEARS), first)
    return tuple(range(first, min(first + MOST_YEARS, last + 1)))
