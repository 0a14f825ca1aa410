"""基本: until when, by whom, under which rules and plan, and whom to call in each department."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from model.domain.package import Contact, YearPackage
from model.domain.submission import Edition
from model.errors import AppError
from model.office.records import counting_reports
from model.package.contacts import pasted_contacts, reported_contacts, with_contacts
from model.package.draft import with_contact
from model.package.editor import TypedWords
from model.package.words import rulebook_words
from model.rulebook_editor.versions import Version, list_versions
from ui.alerts import show_error
from ui.connection import connect
from ui.kit.combo import Combo
from ui.kit.focus_order import enter
from ui.kit.form import FormView
from ui.kit.label import line_label, words_label
from ui.kit.layout import REST, Halves, Sheet, box, row, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, EDGE, PAPER, TIGHT
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.package.forms import BASICS, CONTACT
from ui.pages.package.package_session import PackageSession

OFFICE = ("name", "phone", "email", "note")
FEW = 3  # strange names that are told
ABOVE_TABLE, WAYS = (EDGE, PAPER[1], EDGE, TIGHT), (EDGE, 0, EDGE, TIGHT)  # margins


class BasicsPart(Halves):
    revision_requested = Signal()

    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((1, 1), parent)
        self._package = package
        self._department = ""
        self._texts: Mapping[Edition, Version] = {}  # of every published version
        self.form = FormView(BASICS, self)
        self.form.answer_changed.connect(self._on_basics)
        self.rules = Combo(self)
        self.rules.setAccessibleName("评估规则")
        self.rules.activated.connect(self._on_rules)
        look = Link("看这一版的分值和等次", self)
        connect(look.clicked, self, lambda: package.session.page_requested.emit("rules", ""))
        self._plan = words_label("help")
        compare = Link("与新版方案比较…", self)
        compare.clicked.connect(self.revision_requested)
        rules = (line_label("label", "评估规则"), self.rules, look)
        plan = (line_label("label", "方案版本"), self._plan, compare)
        self.add_left(wide(Sheet(parts=(self.form, *rules, *plan, REST), spacing=BLOCK)))
        self._add_contacts()

    def _add_contacts(self) -> None:
        heading = line_label("card_heading", "各单位联系人")
        heading.setContentsMargins(*ABOVE_TABLE)
        self.paste, self.take = Link("粘贴 Excel 名单", self.right), Link("", self.right)
        self.paste.setToolTip("在 Excel 里复制单位、联系人、电话、邮箱各列，在这里按 Ctrl+V")
        self.paste.clicked.connect(self._on_paste)
        self.take.clicked.connect(self._on_take)
        self._said = words_label("help")
        ways = row(self.paste, self.take, wide(self._said), spacing=BLOCK, margins=WAYS)
        self._ways = box(ways)
        self.table = Table(
            ("责任单位", "联系人", "电话"), (0, 120, 140), self.right, chooses_first=True
        )
        self.table.line_chosen.connect(self._show_contact)
        self.table.opened.connect(self._on_opened)
        keys = QShortcut(QKeySequence.StandardKey.Paste, self.table)
        keys.setAutoRepeat(False)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_paste)
        self.contact = FormView(CONTACT, self.right)
        self.contact.answer_changed.connect(self._on_contact)
        sheet = Sheet(parts=(self.contact, REST), spacing=BLOCK)
        self.add_right(heading, self._ways, wide(self.table, 3), wide(sheet, 2))

    def _on_opened(self) -> None:
        enter(self.contact)

    def refresh(self) -> None:
        package, work = self._package.editor.package, self._package.editor
        self.form.renew(
            {
                "deadline": package.deadline,
                "made_by": package.made_by,
                "reason": package.reason,
                **{key: getattr(package.office, key) for key in OFFICE},
            }
        )
        self.form.setEnabled(work.editable)
        self.contact.setEnabled(work.editable)
        self.rules.setEnabled(work.editable)
        self._ways.setVisible(work.editable)
        offered = len(self._reported)
        self.take.setVisible(bool(offered))
        self.take.setText(f"从来件填入 {offered} 个单位")
        self._show_rules(package)
        self._plan.setText(f"《{work.plan.title}》{work.plan.edition} 版，{work.plan.issuer}")
        bodies = work.today.bodies
        self.table.show_lines(
            [
                Line(
                    key=body.id,
                    cells=(
                        Cell(words=body.name),
                        *(Cell(words=word) for word in _reach(package, body.id)),
                    ),
                )
                for body in bodies
            ]
        )
        self.contact.renew(self._kept_contact)

    @property
    def _reported(self) -> Mapping[str, Contact]:
        work = self._package.editor
        today = {body.id for body in work.today.bodies}
        found = reported_contacts(counting_reports(work.db, work.year), work.package)
        return {body: contact for body, contact in found.items() if body in today}

    def _on_paste(self) -> None:
        """Takes a list copied from Excel: every row whose department is known."""
        if not self._package.editor.editable:
            return
        text = QGuiApplication.clipboard().text()
        try:
            pasted = pasted_contacts(text, self._package.editor.today.bodies)
        except AppError as error:
            show_error(error, self)
            return
        self._package.edit(lambda p: with_contacts(p, pasted.contacts))
        work = self._package.editor
        twice, cut = ([work.name(body) for body in some] for some in (pasted.twice, pasted.cut))
        strange = _few(pasted.strange)
        parts = (
            f"已填入 {len(pasted.contacts)} 个单位",
            f"不认识：{strange}，没有填入" if strange else "",
            f"有几行且写得不一样：{_few(twice)}，没有填入，请各留一行再粘贴" if twice else "",
            f"电话没有显示完整：{_few(cut)}，电话没有填，请在 Excel 里把那一列加宽再复制"
            if cut
            else "",
        )
        self._said.setText("；".join(filter(None, parts)))
        self._show_contact(self.table.key)

    def _on_take(self) -> None:
        found = self._reported
        self._package.edit(lambda p: with_contacts(p, found))
        self._said.setText(f"已从来件填入 {len(found)} 个单位")
        self._show_contact(self.table.key)

    def _show_rules(self, package: YearPackage) -> None:
        self._texts = {one.edition: one for one in list_versions(self._package.editor.db)}
        offered = {
            edition: f"{one.rulebook.title}　{edition.version} 版"
            for edition, one in self._texts.items()
        }
        offered.setdefault(package.rulebook, rulebook_words(package))
        self.rules.offer((words, edition) for edition, words in offered.items())
        self.rules.choose(package.rulebook)

    def flush(self) -> None:
        self.form.flush()
        self.contact.flush()

    def _on_basics(self, key: str, text: str | None) -> None:
        said = text or ""

        def change(package: YearPackage) -> YearPackage:
            match key:
                case "deadline":
                    return replace(package, deadline=said)
                case "reason":
                    return replace(package, reason=said)
                case "made_by":
                    return replace(package, made_by=said)
            return replace(package, office=replace(package.office, **{key: said}))

        self._package.edit(change, TypedWords(place=key, text=said))

    def _on_rules(self) -> None:
        chosen = self.rules.currentData()
        if chosen in self._texts:
            text = self._texts[chosen].text
            self._package.edit(lambda p: replace(p, rulebook=chosen, rulebook_text=text))

    def _show_contact(self, department: str) -> None:
        self.contact.flush()
        self._department = department
        self.contact.show_answer(self._kept_contact)

    @property
    def _kept_contact(self) -> dict[str, str]:
        contact = self._package.editor.package.contacts.get(self._department, Contact())
        return {key: getattr(contact, key) for key in OFFICE}

    def _on_contact(self, key: str, text: str | None) -> None:
        department = self._department
        old = self._package.editor.package.contacts.get(department, Contact())
        new = replace(old, **{key: text or ""})
        typed = TypedWords(place=f"contact {department} {key}", text=text or "")
        self._package.edit(
            lambda p: with_contact(p, department, None if new == Contact() else new), typed
        )


def _reach(package: YearPackage, department: str) -> tuple[str, str]:
    contact = package.contacts.get(department, Contact())
    return contact.name, contact.phone


def _few(names: Sequence[str]) -> str:
    """The first of *names*, in a row."""
    return "、".join(names[:FEW]) + ("等" if len(names) > FEW else "")
