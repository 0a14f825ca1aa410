"""From an archive to the cells of its sheets."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from model.workbook.intake import limits
from model.workbook.intake.archive import Archive
from model.workbook.intake.cells import Found, Place, SheetCells
from model.workbook.intake.refused import Refused
from model.workbook.intake.strings import SharedStrings
from model.workbook.intake.xml import Ignore, parse
from model.workbook.reasons import Reason

OFFICE = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
MACRO = ("macroEnabled", "ms-office.vbaProject", "intlmacrosheet", "sheet.binary")


@dataclass(frozen=True)
class Sheet:
    name: str
    hidden: bool
    cells: dict[Place, Found]


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook, in its order.

    Raises:
        Refused: it is no workbook, damaged, or not to be trusted.
    """
    archive = Archive(content)
    types = _collect(archive, "[Content_Types].xml", ("Default", "Override"))
    if any(word in a.get("ContentType", "") for _, a in types for word in MACRO):
        raise Refused(Reason.MACROS)
    root = _relations(archive, "")
    main = next((target for kind, target in root.values() if kind == "officeDocument"), "")
    relations = _relations(archive, main)
    listed = list(_listed(archive, main))
    if not listed or len(listed) > limits.SHEETS:
        raise Refused(Reason.SUSPICIOUS, f"{len(listed)} 个工作表")
    strings = SharedStrings()
    used = {"[Content_Types].xml", main}
    for kind, target in relations.values():
        if kind == "sharedStrings":
            parse(archive.pieces(target), strings, target)
            used.add(target)
    sheets, room = [], limits.CELLS
    for name, state, relation in listed:
        kind, target = relations.get(relation, ("", ""))
        if kind != "worksheet":
            continue
        if target in used:
            raise Refused(Reason.SUSPICIOUS, "工作表重复", (name,))
        reader = SheetCells(name, strings.texts, room)
        parse(archive.pieces(target), reader, target)
        used.add(target)
        room -= len(reader.cells)
        sheets.append(Sheet(name, state != "visible", reader.cells))
    for name in archive.members.keys() - used:
        _check_unused(archive, name)
    return tuple(sheets)


class _Collector(Ignore):
    def __init__(self, names: tuple[str, ...]) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._names = names

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._names:
            if len(self.found) > 2 * limits.MEMBERS:
                raise Refused(Reason.TOO_MUCH, name)
            self.found.append((name, attributes))


def _collect(
    archive: Archive, part: str, names: tuple[str, ...]
) -> list[tuple[str, dict[str, str]]]:
    collector = _Collector(names)
    parse(archive.pieces(part), collector, part)
    return collector.found


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> kind and target inside the archive; links to the outside are left out."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = {}
    for _, attributes in _collect(archive, path, ("Relationship",)):
        if attributes.get("TargetMode") == "External":
            continue
        target = attributes.get("Target", "")
        inside = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        relations[attributes.get("Id", "")] = (kind, posixpath.normpath(inside))
    return relations


def _listed(archive: Archive, main: str) -> Iterator[tuple[str, str, str]]:
    for _, attributes in _collect(archive, main, ("sheet",)):
        relation = next((attributes[f"{o}|id"] for o in OFFICE if f"{o}|id" in attributes), "")
        yield attributes.get("name", "")[:100], attributes.get("state", "visible"), relation


def _check_unused(archive: Archive, name: str) -> None:
    """Parts that say nothing to us must be sound all the same."""
    if name.endswith((".xml", ".rels")):
        parse(archive.pieces(name), Ignore(), name)
    else:
        for _ in archive.pieces(name):
            pass
