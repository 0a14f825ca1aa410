"""Reads a workbook from its archive, one sheet after the other."""

import posixpath
import re
from collections.abc import Iterator, Sequence

from model.workbook.codes import Notice, Reason
from model.workbook.intake import limits
from model.workbook.intake.archive import Archive
from model.workbook.intake.cells import Sheet
from model.workbook.intake.formats import STRUCK, Format
from model.workbook.intake.notes import Note, Notes
from model.workbook.intake.pristine import CUSTOM, declared, fingerprint
from model.workbook.intake.refused import Refused
from model.workbook.intake.remarks import Beside
from model.workbook.intake.rows import SheetRows
from model.workbook.intake.strings import shared_strings
from model.workbook.intake.styles import looks_of
from model.workbook.intake.xml import check, collected, parse

TYPES, CORE = "[Content_Types].xml", "docProps/core.xml"
OFFICE = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
MACRO = ("macroEnabled", "ms-office.vbaProject", "intlmacrosheet", "sheet.binary")
OBJECTS = "xl/embeddings/"
ACTIVE_NAMES = {"auto_open", "auto_close", "auto_activate", "auto_deactivate"}
FOLLOWED = {"hyperlink"}  # by a person's click alone
_MOMENT = re.compile(rb"<dcterms:(created|modified)[^<>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)</")
Relations = dict[str, tuple[str, str]]  # id -> kind and target inside the archive


class Book:
    """The parts of a workbook that passed the first checks.

    Raises (everywhere): Refused: it is no workbook, damaged, or not to be trusted.
    """

    def __init__(self, content: bytes) -> None:
        self.notes = Notes()
        self._archive = Archive(content)
        if self._archive.trailing:
            self.notes.add(Note(Notice.TRAILING))
        types = collected(self._archive.part(TYPES), TYPES, "Default", "Override")
        endings = {name.rpartition(".")[2] for name in self._archive.members}
        for kind, said in types:
            used = kind == "Override" or said.get("Extension", "").lower() in endings
            if used and any(word in said.get("ContentType", "") for word in MACRO):
                raise Refused(Reason.MACROS)
        root = self._relations("")
        self._main = next((to for kind, to in root.values() if kind == "officeDocument"), "")
        self._related = self._relations(self._main)
        self._used = {TYPES, self._main}
        self._listed = self._look_into_main()
        self._refuse_links_that_act()
        self._refuse_objects()

    @property
    def moments(self) -> dict[str, str]:
        """The moments 'created' and 'modified' in UTC, as far as the file names them."""
        if CORE not in self._archive:
            return {}
        found = _MOMENT.findall(self._archive.part(CORE))
        return {name.decode(): moment.decode() for name, moment in found}

    @property
    def pristine(self) -> bool:
        """Whether every part is, by its checksum, what the app wrote."""
        if CUSTOM not in self._archive:
            return False
        said = declared(self._archive.part(CUSTOM))
        members = self._archive.members.values()
        own = ((m.name, m.crc, m.size) for m in members if m.name.lower() != CUSTOM.lower())
        return said == fingerprint(own)

    def sheet_alone(self, title: str) -> Iterator[Sheet]:
        """The sheet called *title* alone; only the checksums of the other parts are checked."""
        strings = self._strings()
        for name, hidden, relation in self._listed:
            if name == title:
                part = self._part_once(self._related[relation][1], name)
                yield Sheet(name, hidden, SheetRows(part, name, title), strings)
        used = {name.lower() for name in self._used}
        for name in self._archive.members.keys() - used:
            self._archive.part(name)

    def sheets(self) -> Iterator[Sheet]:
        """Every worksheet in its order; then checks all other parts."""
        strings = self._strings()
        looks = self._looks()
        struck = frozenset(str(style) for style, look in enumerate(looks) if look == STRUCK)
        for name, hidden, relation in self._listed:
            kind, target = self._related.get(relation, ("", ""))
            if kind == "worksheet":
                part = self._part_once(target, name)
                yield Sheet(name, hidden, SheetRows(part, name, target), strings, looks, struck)
        used = {name.lower() for name in self._used}
        for name in self._archive.members.keys() - used:
            self._check_unused(name)

    def _look_into_main(self) -> list[tuple[str, bool, str]]:
        """Name, whether hidden, and relation of each sheet."""
        listed = []
        for name, said in collected(
            self._archive.part(self._main), self._main, "sheet", "workbookPr", "definedName"
        ):
            if name == "sheet":
                relation = next((said[f"{o}|id"] for o in OFFICE if f"{o}|id" in said), "")
                hidden = said.get("state", "visible") != "visible"
                listed.append((said.get("name", "")[:100], hidden, relation))
            elif name == "workbookPr" and said.get("date1904") in {"1", "true"}:
                self.notes.add(Note(Notice.DATES_1904))
            elif said.get("name", "").lower().removeprefix("_xlnm.") in ACTIVE_NAMES:
                raise Refused(Reason.ACTIVE, said["name"][:40])
        if not 0 < len(listed) <= limits.SHEETS:
            raise Refused(Reason.SUSPICIOUS, f"{len(listed)} 个工作表")
        return listed

    def _refuse_links_that_act(self) -> None:
        for kind, target in self._related.values():
            if kind == "externalLink":
                if collected(self._archive.part(target), target, "ddeLink", "oleLink"):
                    raise Refused(Reason.ACTIVE, "DDE")
                self.notes.add(Note(Notice.EXTERNAL_LINK))
            elif kind in {"connections", "vbaProject", "xlMacrosheet", "xlIntlMacrosheet"}:
                raise Refused(Reason.ACTIVE if kind == "connections" else Reason.MACROS)

    def _refuse_objects(self) -> None:
        """Files that were put into a sheet as objects; the sheet is named where it says so."""
        inside = [name for name in self._archive.members if name.startswith(OBJECTS)]
        if not inside:
            return
        for name, _, relation in self._listed:
            _, target = self._related.get(relation, ("", ""))
            kinds = {kind for kind, _ in self._relations(target, optional=True).values()}
            if kinds & {"oleObject", "package"}:
                raise Refused(Reason.EMBEDDED, "插入的附件（对象）", (name,))
        raise Refused(Reason.EMBEDDED)

    def _relations(self, part: str, *, optional: bool = False) -> Relations:
        """What *part* is related to; links to the outside are left out, and noted."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        relations: Relations = {}
        if optional and path not in self._archive:
            return relations
        for _, said in collected(self._archive.part(path), path, "Relationship"):
            kind, target = said.get("Type", "").rpartition("/")[2], said.get("Target", "")
            if said.get("TargetMode") == "External":
                self._note_link(kind)
                continue
            inside = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            relations[said.get("Id", "")] = (kind, posixpath.normpath(inside))
        return relations

    def _note_link(self, kind: str) -> None:
        if kind not in FOLLOWED:
            self.notes.add(Note(Notice.EXTERNAL_LINK, detail=kind[:40]))

    def _part_once(self, target: str, sheet: str) -> bytes:
        if target in self._used:
            raise Refused(Reason.SUSPICIOUS, "工作表重复", (sheet,))
        self._used.add(target)
        return self._archive.part(target)

    def _strings(self) -> Sequence[str]:
        texts: Sequence[str] = []
        for kind, target in self._related.values():
            if kind == "sharedStrings":
                self._used.add(target)
                texts = shared_strings(self._archive.part(target), target)
        return texts

    def _looks(self) -> list[str | Format]:
        target = next((to for kind, to in self._related.values() if kind == "styles"), "")
        if target not in self._archive:
            return []
        self._used.add(target)
        return looks_of(self._archive.part(target), target)

    def _check_unused(self, name: str) -> None:
        """Check the part *name*, whose content is not needed."""
        content = self._archive.part(name)
        if name.endswith(".rels"):
            for _, said in collected(content, name, "Relationship"):
                if said.get("TargetMode") == "External":
                    self._note_link(said.get("Type", "").rpartition("/")[2])
        elif name.endswith(".vml"):  # Excel's own are mostly no XML: <br> has no end
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise Refused(Reason.DOCTYPE, name)
        elif name.endswith(".xml"):
            if b"comment" in content or b"txBody" in content:
                self._note_remarks(content, name)
            else:
                check(content, name)

    def _note_remarks(self, content: bytes, name: str) -> None:
        """Note the comments and text boxes of a sheet: people write answers there, too."""
        beside = Beside()
        parse(content, beside, name)
        sheet = self._sheet_of(name) if beside.texts else ""
        for cell, text in beside.texts:
            self.notes.add(Note(Notice.COMMENT, sheet, cell, text[:100]))

    def _sheet_of(self, name: str) -> str:
        """The title of the sheet that the part *name* belongs to; "" where none says so."""
        for title, _, relation in self._listed:
            _, target = self._related.get(relation, ("", ""))
            related = self._relations(target, optional=True).values()
            if any(to.lower() == name.lower() for _, to in related):
                return title
        return ""


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook, in its order.

    Raises:
        Refused: it is no workbook, damaged, or not to be trusted.
    """
    return tuple(Book(content).sheets())
