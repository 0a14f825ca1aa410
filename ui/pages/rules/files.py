"""A rulebook as a file: chosen by people, read and written by the model."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlite_utils import Database

from model.errors import AppError
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.versions import Version, write_out
from ui.alerts import show_error
from ui.file_dialogs import choose_file, choose_new_file

KIND = "评估规则 (*.toml)"


def import_rulebook(db: Database, rules: RulebookEditor, parent: QWidget) -> Version | None:
    """The version in the file that people choose; None where it was refused, after a message."""
    chosen = choose_file(db, parent, "导入评估规则", KIND)
    return take_in(rules, chosen, parent) if chosen else None


def take_in(rules: RulebookEditor, path: Path, parent: QWidget) -> Version | None:
    try:
        return rules.take_in(path)
    except AppError as error:
        show_error(error, parent)
        return None


def export_rulebook(db: Database, name: str, text: str, parent: QWidget) -> Path | None:
    """The file that *text* was written to; None where it was not."""
    chosen = choose_new_file(db, parent, "导出评估规则", name, KIND)
    if chosen is None:
        return None
    try:
        write_out(text, chosen)
    except AppError as error:
        show_error(error, parent)
        return None
    return chosen
