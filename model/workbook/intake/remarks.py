"""The texts beside the cells of a sheet: comments and text boxes."""

from model.workbook.intake import limits

SPOKEN = {"comment", "threadedComment"}  # of a cell
BOXES = {"sp", "wsp"}  # shapes, with or without text


class Beside:
    """Collects the cell and text of each note, and the text of each box."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self._cell = ""
        self._depth = 0  # of notes and boxes, one in another
        self._pieces: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in SPOKEN or name in BOXES:
            self._depth += 1
            self._cell = attributes.get("ref", "")[:20]
        elif name in {"t", "text"}:
            self._inside = self._depth > 0

    def text(self, text: str) -> None:
        if self._inside and len(self._pieces) < limits.NOTED:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in {"t", "text"}:
            self._inside = False
        elif name in SPOKEN or name in BOXES:
            self._depth -= 1
            if (said := "".join(self._pieces).strip()) and len(self.texts) < limits.NOTED:
                self.texts.append((self._cell, said))
            self._pieces.clear()
