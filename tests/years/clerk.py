"""The clerk at the window: fills in, pastes, carries over, exports, takes in what comes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from model.domain.answers import State
from model.domain.forms import Number, Text
from model.domain.plan import Indicator
from model.domain.submission import COVER
from model.samples.answers import sample_answers
from model.store.answers import fetch_answers
from model.store.settings import Role
from tests.keys import let_in
from tests.ui.pages.sections.test_sections_page import add_sections, give, ids
from tests.years.pc import Pc
from ui.pages.clerk.check_card import MAY
from ui.pages.clerk.self_report_card import SelfReportCard

SECTIONS = ("市容科", "环卫科")
WORDS = ("完成改造 12 处", "正在招标", "组织培训 3 次，覆盖 240 人", "受汛期影响推迟", "已印发")
NUMBERS = ("270", "１２", "约60", "0", "31.5%", "1,234", "1234", "无", "")
PASTED = (
    "完成\t新建 3 处\n推进中\t正在招标\n未启动\t\n",
    "完成\n",
    "270\n35\n",
    "状态\t完成情况\n完成\t已经完成\n滞后\t资金没有到位\n",
)


class Clerk(Pc):
    role = Role.CLERK

    @property
    def department(self) -> str:
        return self.window.session.profile.department

    @property
    def desk(self):
        return self.window.session.desk

    @property
    def on_disk(self) -> dict:
        self.window._flush()
        return fetch_answers(self.db, self.year, self.department)

    @property
    def closed(self) -> bool:
        return bool(self.window.session.closed_words)

    @property
    def open_for_work(self) -> bool:
        """Nobody fills in for a department that is no more."""
        return self.window.rail is not None

    def show(self, place: int):
        """The item at *place*, opened on its page."""
        items = self.desk.items
        item = items[place % len(items)]
        self.window.show_item(item.id)
        self.settle()
        return self.window.shown, item

    def fill(self, place: int, choice: int) -> None:
        entry, item = self.show(place)
        form = entry.panel.form
        before = self.window.session.answer(item.id)
        if "state" in form.rows:
            states = [*State]
            state = states[choice % len(states)]
            if before.get("state") != state.value:
                self.press(getattr(Qt.Key, f"Key_{states.index(state) + 1}"), ctrl=True)
        typed = {}
        asked = self.desk.form_for(item)
        shown = [(key, row) for key, row in form.rows.items() if not row.isHidden()]
        for number, (key, row) in enumerate(shown):
            field = asked.field(key)
            words = NUMBERS if isinstance(field, Number) else WORDS
            if isinstance(field, Number | Text) and (choice + number) % 3:
                said = words[(choice + number) % len(words)]
                self.type_into(row.editor.box, said)
                if isinstance(field, Text):
                    typed[key] = said
        entry.flush()
        self.settle()
        answer = self.on_disk.get(item.id, {})
        for key, said in typed.items():
            if answer.get(key) != said and not self.closed:
                self.watch.complain("lost", f"{item.id} {key}: {said!r} typed, {answer!r} kept")

    def fill_many(self, share: int) -> None:
        """As after a morning's work: a third or so of the items, by the sample."""
        said = sample_answers(self.window.session.plan, self.department, self.year)
        some = {key: value for n, (key, value) in enumerate(said.items()) if (n + share) % 3}
        if not self.closed:
            known = {item.id for item in self.desk.items}
            chosen = {k: v for k, v in some.items() if k in known}
            self.window.session.save_all(chosen, "粘贴")
            self.settle()

    def set_for_several(self, place: int, choice: int) -> None:
        page = self.page("measures")
        page.filters.choose()
        rows = len(page.list.shown)
        if rows < 3:
            return
        first = place % (rows - 2)
        one, *others = [entry.key for entry in page.list.shown][first : first + 3]
        page.list.choose(one)
        selection = page.list.selectionModel()
        for key in others:
            selection.select(page.list.entries.index_of(key), selection.SelectionFlag.Select)
        page.set_state([*State][choice % len(State)])
        self.settle()

    def paste(self, place: int, choice: int) -> None:
        page = self.page("indicators" if choice % 2 else "measures")
        if not len(page.list.shown):
            return
        page.list.choose(page.list.shown[place % len(page.list.shown)].key)
        QGuiApplication.clipboard().setText(PASTED[choice % len(PASTED)])
        page.show_paste()
        self.settle()
        if page.paste.isVisible():
            button = page.paste.fill if page.paste.fill.isEnabled() else page.paste.leave
            button.click()
        self.settle()

    def carry_over(self, place: int) -> None:
        items = [one for one in self.desk.items if self.window.session.last_year(one.id)]
        if items:
            entry, _ = self.show(self.desk.items.index(items[place % len(items)]))
            if (take := entry.panel._last_year.take).isVisible():
                take.click()
            self.settle()

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, ctrl=True)

    def redo(self) -> None:
        self.press(Qt.Key.Key_Y, ctrl=True)

    def accept(self, place: int) -> tuple[str, str, str] | None:
        """Set one reminder aside; its kind, item and field."""
        page = self.page("export")
        page.check.pills.choose(MAY)
        page.check.kinds.setCurrentIndex(0)
        soft = [entry.about for entry in page.check.list.shown]
        if not soft or self.closed:
            return None
        chosen = soft[place % len(soft)]
        page.check.list.acted.emit(chosen.found.key)
        self.settle()
        return chosen.found.kind.name, chosen.item, chosen.field

    def export(self, folder: Path) -> Path | None:
        """The workbook that goes out; None: nothing did."""
        page = self.page("export")
        if self.closed:
            return None
        page.set_folder(folder)
        for key, words in {"filled_by": "张三", "phone": "022-26296188"}.items():
            if not self.window.session.answer(COVER).get(key):
                self.type_into(page.form.editor(key).box, words)
        page.flush()
        page.refresh()
        hard = {one.item for one in page.check._found if one.hard and one.item not in {"", COVER}}
        if hard:  # what is half said is taken back
            session = self.window.session
            for item in hard:
                for field in session.drafts.of(item):
                    session.save_draft(item, field, "")
                    session.show_again()
            blank = {item: dict.fromkeys(session.answer(item)) for item in hard}
            session.save_all(blank, "清空")
            for item in self.window.session.pending:
                session.reply(item, "数据以年鉴为准")
        page.refresh()
        self.settle()
        before = set(folder.iterdir())
        page.header.primary.click()
        self.settle()
        made = [path for path in set(folder.iterdir()) - before if path.suffix == ".xlsx"]
        return made[0] if made else None

    def take_in(self, path: Path, answer: int) -> str:
        """What the program said to it."""
        self.forward()
        self.window.incoming.take_in(path)
        self.settle()
        sheet = self.window.incoming.sheet
        if sheet is None:
            return ""
        if sheet.origin:  # the first of a key, or one that is odd
            let_in(sheet)
            self.settle()
            sheet = self.window.incoming.sheet
            if sheet is None:
                return ""
        words = sheet.words
        buttons = [*self._heirs(sheet), ""]
        sheet.press(buttons[answer % len(buttons)])
        self.settle()
        return words

    def _heirs(self, sheet) -> Sequence[str]:
        """Keys that are offered besides closing."""
        plan = self.window.session.plan
        words = [button.text() for button in sheet.sheet.findChildren(QPushButton)]
        return [body.id for body in plan.bodies if f"以{body.name}继续" in words]

    # 科室分工

    def divide(self, place: int, folder: Path) -> list[Path]:
        """Two sections get some items each, and their sheets; the files that go out."""
        page = self.page("sections")
        if self.closed:
            return []
        if not page.board.lines:
            add_sections(page, *SECTIONS)
        items = [item.id for item in self.desk.open_items]
        if not items:
            return []
        names = ids(page)
        for number, name in enumerate(SECTIONS):
            if name in names:
                first = (place + 3 * number) % len(items)
                give(page, names[name], *items[first : first + 3])
        self.settle()
        page.send(folder, tuple(names.values()))
        self.settle()
        return sorted(folder.glob("科室表_*.xlsx"))

    def settle_questions(self, which: int) -> None:
        """Chooses one of the voices where sections differ."""
        page = self.page("sections")
        page.pills.choose(2)
        self.settle()
        if page.questions.buttons and not self.closed:
            page.questions.buttons[which % len(page.questions.buttons)].click()
        self.settle()
        page.pills.choose(0)

    # 大幅变动

    def explain(self, place: int, value: str, still: bool) -> None:
        """A value far from all others, with a reason from the list; another one lapses it."""
        indicators = list(self.desk.indicators)
        if not indicators or self.closed:
            return
        item = indicators[place % len(indicators)]
        entry, _ = self.show(self.desk.items.index(item))
        row = entry.panel.form.rows.get("value")
        if row is None or row.isHidden():
            return
        self.type_into(row.editor.box, value)
        entry.flush()
        self.settle()
        strip = entry.panel.change
        if strip.still.isVisible() and still:
            strip.still.click()
        elif strip.reason.isVisible():
            actions = strip.reason.menu().actions()
            actions[place % len(actions)].trigger()
        self.settle()

    def write_report(self, folder: Path) -> None:
        """自评报告 beside the workbook."""
        page = self.page("export")
        page.set_folder(folder)
        card = page.findChild(SelfReportCard)
        card.refresh(folder)
        card.start()
        self.settle()
        if not [*folder.glob("*.docx")]:
            self.watch.complain("report", "no 自评报告 was written")

    def fill_in_table(self, place: int, choice: int) -> None:
        """A state typed into a cell of the sheet and filled down, then back to the list."""
        page = self.page("measures")
        page.filters.choose()
        page.show_table(True)
        self.settle()
        table = page.sheet.table
        if table.keys and not self.closed:
            page.sheet.choose(table.keys[place % len(table.keys)], "state")
            self.press(getattr(Qt.Key, f"Key_{1 + choice % len(State)}"), ctrl=True)
        self.settle()
        page.show_table(False)
        self.settle()

    # 整改

    def answer_shortcoming(self, words: str, folder: Path) -> Path | None:
        """Writes about the first that waits, and exports the 整改反馈单."""
        page = self.page("rectification")
        found = self.desk.rectifications
        waiting = [one for one in found.lines if one.open]
        if not waiting or self.closed:
            return None
        page.show_what(waiting[0].id)
        self.settle()
        if page.form.answer.get("state") != "done":
            page.form.editor("state").press("done")
        for key, text in {"measure": "专班推进", "done": words, "person": "李四"}.items():
            self.type_into(page.form.editor(key).box, text)
        page.flush()
        self.settle()
        if self.desk.rectifications.written(waiting[0].id).get("done") != words:
            self.watch.complain("lost", f"整改情况 {words!r} typed and not kept")
        if self.desk.rectifications.problems(self.desk.forms.rectification):
            return None
        page.export(folder)
        self.settle()
        return next(iter(folder.glob("整改反馈单_*.xlsx")), None)

    def answer_remarks(self) -> None:
        session = self.window.session
        for item in sorted(session.pending)[:2]:
            indicator = isinstance(session.plan.item(item), Indicator)
            self.window.show_item(item, "" if indicator else "done")
            self.settle()
            session.reply(item, "已按意见补充")
            self.settle()
