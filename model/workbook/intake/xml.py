"""XML read as a stream, with limits and without DTDs."""

from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.refused import Refused

PIECE = 2**16
SHEET_SPACES = frozenset({
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
})  # fmt: skip
ENCODINGS = {"utf-8", "utf-16"}  # that a workbook may use
FOREIGN = "?"  # stands before the names of elements that have nothing to do with sheets


class Handler(Protocol):
    """Names come without their namespace; attributes of foreign ones as 'uri|id'."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Ignore:
    """A part of which only its soundness matters."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Collector(Ignore):
    """The attributes of the elements called *names*, in their order."""

    def __init__(self, *names: str) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._names = names

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._names:
            if len(self.found) >= limits.COLLECTED:
                self._refuse_beyond(name)
            self.found.append((name, attributes))

    def _refuse_beyond(self, name: str) -> None:
        if name != "definedName":
            raise Refused(Reason.TOO_MUCH)
        if len(self.found) >= limits.STYLES:
            raise Refused(Reason.BLOAT, "名称")


def collected(content: bytes, part: str, *names: str) -> list[tuple[str, dict[str, str]]]:
    collector = Collector(*names)
    parse(content, collector, part)
    return collector.found


def parse(content: bytes, handler: Handler, part: str, *, of_sheets: bool = False) -> None:
    """Feed the part to *handler*.

    Args:
        of_sheets: names of elements outside the namespace of sheets get FOREIGN in front.

    Raises:
        Refused: it isn't well-formed, has a DTD, or is larger than anything honest.
    """
    parser = _parser(part)
    named = _in_sheets if of_sheets else _bare
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH or len(attributes) > limits.ATTRIBUTES:
            raise Refused(Reason.TOO_MUCH, part)
        handler.start(named(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(named(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    _feed(parser, content, part)


def check(content: bytes, part: str) -> None:
    """See that a part is sound that says nothing to us.

    Raises:
        Refused: as `parse` does.
    """
    if len(content) > limits.UNWATCHED:
        parse(content, Ignore(), part)
    else:
        _feed(_parser(part), content, part)


def _parser(part: str) -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise Refused(Reason.DOCTYPE, part)

    def declared(_: str, encoding: str | None, __: int) -> None:
        if (encoding or "utf-8").lower() not in ENCODINGS:
            raise Refused(Reason.DAMAGED, f"部件 {part} 的编码")

    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _feed(parser: expat.XMLParserType, content: bytes, part: str) -> None:
    try:
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            parser.Parse(piece, False)
            if start + len(piece) - parser.CurrentByteIndex > limits.TOKEN:
                raise Refused(Reason.TOO_MUCH, part)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(Reason.DAMAGED, f"部件 {part}") from error


@lru_cache(maxsize=2000)
def _bare(name: str) -> str:
    return name.rpartition("|")[2]


@lru_cache(maxsize=2000)
def _in_sheets(name: str) -> str:
    space, _, local = name.rpartition("|")
    return local if space in SHEET_SPACES else f"{FOREIGN}{local}"
