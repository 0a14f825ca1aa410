"""A rulebook as a file: chosen by people, read and written by the model."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from model.errors import AppError
from model.rulemaking.rulemaking import Rulemaking
from model.rulemaking.versions import Version, write_out
from ui.alerts import show_error

KIND = "评估规则 (*.toml)"


def import_rulebook(rules: Rulemaking, parent: QWidget) -> Version | None:
    """None: nothing was chosen, or it was refused, which has been told."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "导入评估规则", _documents(), KIND)
    return take_in(rules, Path(chosen), parent) if chosen else None


def take_in(rules: Rulemaking, path: Path, parent: QWidget) -> Version | None:
    try:
        return rules.take_in(path)
    except AppError as error:
        show_error(error, parent)
        return None


def export_rulebook(name: str, text: str, parent: QWidget) -> None:
    suggested = str(Path(_documents()) / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, "导出评估规则", suggested, KIND)
    if not chosen:
        return
    try:
        write_out(text, Path(chosen))
    except AppError as error:
        show_error(error, parent)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
