"""How failures reach the user: the only module that opens message boxes."""

import logging
from collections.abc import Iterable

from PySide6.QtWidgets import QMessageBox, QWidget

from model.errors import AppError

log = logging.getLogger(__name__)

SAFE = "已经保存的内容不受影响，可以继续填报。"
MANY = 12  # problems that fit a box


def show_error(error: BaseException, parent: QWidget | None = None) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle("请注意")
    if isinstance(error, AppError):
        problems = [str(problem) for problem in error.problems]
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(str(error))
        box.setInformativeText("\n".join([*problems[:MANY], error.hint]).strip())
        if len(problems) > MANY:
            box.setDetailedText("\n".join(problems))
    else:
        log.critical("bug", exc_info=error)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText("程序出了差错，刚才的操作没有完成。")
        box.setInformativeText(SAFE)
        box.setDetailedText(f"{type(error).__name__}: {error}")
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(question: str, consequence: str, yes: str, parent: QWidget | None = None) -> bool:
    """Whether the user wants what *yes*, the button's words, says."""
    box = QMessageBox(parent)
    box.setWindowTitle("请确认")
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question)
    box.setInformativeText(consequence)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is agreed


def tell(sentence: str, details: Iterable[str] = (), parent: QWidget | None = None) -> None:
    """Something that went well in the end, but that the user has to know."""
    box = QMessageBox(parent)
    box.setWindowTitle("请留意")
    box.setIcon(QMessageBox.Icon.Information)
    box.setText(sentence)
    box.setInformativeText("\n".join(details))
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
