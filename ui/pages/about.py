"""关于: how to get about by keyboard, light or dark, where the data lies, what it is built on."""

import platform
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from model.diagnostics.version import app_version
from model.paths import asset
from model.store.settings import Role, fetch_setting, save_setting
from model.store.transaction import path_of
from ui.connection import connect
from ui.kit.card import Card
from ui.kit.entry_list import EntryList
from ui.kit.key_sheet import KeyGrid
from ui.kit.label import words_label
from ui.kit.layout import REST, add, at_left, box, column, row, scrolled, wide
from ui.kit.link import Link
from ui.kit.metrics import BLOCK, PAGE, TIGHT, use_dense_rows
from ui.kit.page import Page
from ui.kit.segments import Segments
from ui.personal_data import CLEAR, clear_past_people, kept_words
from ui.session import Session
from ui.shortcuts import OFFICE_SHORTCUTS, SHORTCUTS
from ui.theme import (
    DENSE,
    ROWS,
    SCHEME,
    TEXT_SIZE,
    Scheme,
    apply_text_size,
    apply_theme,
    preferred_scheme,
)

SCHEMES = {"": "跟随系统", Scheme.LIGHT: "浅色", Scheme.DARK: "深色", Scheme.CONTRAST: "高对比"}
TEXT_WORDS = {
    "system": "跟随系统",
    "standard": "标准",
    "large": "大",
    "largest": "特大",
    "double": "加倍",
}
ROW_WORDS = {"usual": "标准", DENSE: "紧凑（一项一行）"}
LICENCES = "licences/third-party.txt"
BUILT_ON = (
    "Qt for Python（LGPLv3）、SQLite（公有领域）、sqlite-utils（Apache 2.0）、openpyxl（MIT）、"
    "matplotlib（PSF 风格）、Lucide 图标（ISC）、Hebei Sans 字体（由思源黑体裁剪，OFL 1.1）。"
)


def versions(session: Session) -> str:
    """Versions of all parts: what somebody who helps by telephone asks for."""
    return "\n".join((
        f"程序 {app_version()}",
        f"方案：{session.plan.title}（{session.plan.edition}）",
        f"规则：{session.rulebook.title}（{session.rulebook.version}）",
        f"Qt {qVersion()}，SQLite {sqlite3.sqlite_version}，Python {platform.python_version()}",
    ))  # fmt: skip


class AboutPage(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("设置与帮助", parent=parent)
        self._session = session
        self.header.show_state(f"依据《{session.plan.title}》，规则：{session.rulebook.title}")
        left = (self._keys_card(),)
        right = (
            self._look_card(), self._help_card(), self._data_card(), self._people_card(),
            self._licence_card(),
        )  # fmt: skip
        columns = (wide(column(*cards, REST, spacing=BLOCK)) for cards in (left, right))
        board = box(row(*columns, spacing=BLOCK, margins=PAGE), "board")
        scroll = scrolled(board, "page_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to be read by keys
        self.lay_out(wide(scroll))

    @property
    def _shortcuts(self) -> Mapping[str, str]:
        profile = self._session.profile
        office = profile is not None and profile.role is Role.OFFICE
        return {**SHORTCUTS, **OFFICE_SHORTCUTS} if office else SHORTCUTS

    def _keys_card(self) -> Card:
        card = Card("快捷键", self)
        card.column.addWidget(KeyGrid(self._shortcuts, card))
        return card

    def _help_card(self) -> Card:
        card = Card("用户手册", self)
        self.manual = QPushButton("打开用户手册", card)
        connect(self.manual.clicked, self, lambda: self._session.help_requested.emit("start"))
        self.tour = QPushButton("看一遍演示", card)
        self.tour.setToolTip("用示例数据走一遍，看完不留任何痕迹")
        connect(self.tour.clicked, self, lambda: self._session.tour_requested.emit(""))
        words = words_label("help", "每一页按 F1，翻到手册里讲这一页的一章。", card)
        add(card.column, words, row(self.manual, self.tour, REST, spacing=TIGHT))
        return card

    def _look_card(self) -> Card:
        card = Card("外观", self)
        schemes = {key or "system": word for key, word in SCHEMES.items()}
        self.scheme = Segments(schemes, {}, card, stays=True)
        self.scheme.describe("外观")
        self.scheme.show_value(fetch_setting(self._session.db, SCHEME) or "system")
        self.scheme.chosen.connect(self._on_scheme)
        self.text_size = Segments(TEXT_WORDS, {}, card, stays=True)
        self.text_size.describe("文字大小")
        self.text_size.show_value(fetch_setting(self._session.db, TEXT_SIZE) or "system")
        self.text_size.chosen.connect(self._on_text_size)
        self.rows = Segments(ROW_WORDS, {}, card, stays=True)
        self.rows.show_value(fetch_setting(self._session.db, ROWS) or "usual")
        self.rows.chosen.connect(self._on_rows)
        size, rows = words_label("help", "文字大小", card), words_label("help", "列表疏密", card)
        add(card.column, self.scheme, size, self.text_size, rows, self.rows)
        return card

    def _data_card(self) -> Card:
        card = Card("数据在哪里", self)
        path = path_of(self._session.db) or Path()
        where = words_label("", str(path), card)
        note = "填写的内容随时自动保存在这个文件里，只在这台电脑上，不联网。"
        button = QPushButton("打开所在文件夹", card)
        connect(
            button.clicked,
            self,
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )
        support = QPushButton("技术支持资料…", card)
        connect(support.clicked, self, lambda: self._show_support(path))
        buttons = row(button, support, REST, spacing=TIGHT)
        add(card.column, where, words_label("help", note, card), buttons)
        return card

    def _people_card(self) -> Card:
        card = Card("个人信息", self)
        words = words_label("help", kept_words(self._session), card)
        self.clear_people = QPushButton(CLEAR, card)
        connect(self.clear_people.clicked, self, self._on_clear_people)
        add(card.column, words, row(self.clear_people, REST, spacing=TIGHT))
        return card

    def _on_clear_people(self) -> None:
        clear_past_people(self._session, self)

    def _show_support(self, data_file: Path) -> None:
        from ui.support import SupportDialog

        SupportDialog(data_file, self).exec()

    def _licence_card(self) -> Card:
        card = Card("版本、组成与许可", self)
        self.versions = words_label("", versions(self._session), card)
        licences = Link("查看第三方组件的许可", card)
        connect(
            licences.clicked,
            self,
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(asset(LICENCES)))),
        )
        add(card.column, self.versions, words_label("help", BUILT_ON, card), at_left(licences))
        return card

    def _on_text_size(self, chosen: str) -> None:
        kept = "" if chosen in {"", "system"} else chosen
        self.text_size.show_value(kept or "system")
        save_setting(self._session.db, TEXT_SIZE, kept)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_text_size(app, kept)

    def _on_rows(self, chosen: str) -> None:
        kept = DENSE if chosen == DENSE else ""
        self.rows.show_value(kept or "usual")
        save_setting(self._session.db, ROWS, kept)
        use_dense_rows(dense=bool(kept))
        for view in cast(list[EntryList], self.window().findChildren(EntryList)):
            view.scheduleDelayedItemsLayout()

    def _on_scheme(self, chosen: str) -> None:
        kept = "" if chosen in {"", "system"} else chosen
        self.scheme.show_value(kept or "system")
        save_setting(self._session.db, SCHEME, kept)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, Scheme(kept) if kept else preferred_scheme(app))
