"""XML read as a stream, with limits and without DTDs."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

from model.workbook.codes import Reason
from model.workbook.intake import limits
from model.workbook.intake.refused import Refused

PIECE = 2**16
SHEET_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
ENCODINGS = {"utf-8", "utf-16"}  # that a workbook may use
TRUE = {"1", "true", "on"}


class Handler(Protocol):
    """Names come without their namespace; attributes of foreign ones as 'uri|id'."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Ignore:
    """Ignores the content of a part that must only be well-formed."""

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
    """The attributes of the elements called *names*. Raises: Refused, as `parse`."""
    collector = Collector(*names)
    parse(content, collector, part)
    return collector.found


def sheet_names(*names: str) -> Mapping[str, str]:
    """Maps the elements of sheets called *names*, as the parser names them, to their own names."""
    return {f"{space}|{name}": name for name in names for space in SHEET_SPACES}


def parse(
    content: bytes, handler: Handler, part: str, names: Mapping[str, str] | None = None
) -> None:
    """Feed the part to *handler*.

    Args:
        names: the elements it wants to hear of, as from `sheet_names`; None: all.

    Raises:
        Refused: it isn't well-formed, has a DTD, or is larger than anything honest.
    """
    stream = Stream(content, part)
    named = _bare if names is None else names.get
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH or len(attributes) > limits.ATTRIBUTES:
            raise Refused(Reason.TOO_MUCH, part)
        if (known := named(name)) is not None:
            handler.start(known, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if (known := named(name)) is not None:
            handler.end(known)

    stream.parser.StartElementHandler = start
    stream.parser.EndElementHandler = end
    stream.parser.CharacterDataHandler = handler.text
    stream.read()


def check(content: bytes, part: str) -> None:
    """Check that the part is well-formed; its content is not needed. Raises: as `parse`."""
    if len(content) > limits.UNWATCHED:
        parse(content, Ignore(), part)
    else:
        Stream(content, part).read()


class Stream:
    """A part that is parsed as far as needed.

    Raises (everywhere): Refused, as `parse`.
    """

    def __init__(self, content: bytes, part: str) -> None:
        self.parser = _parser(part)
        self._content = content
        self._part = part
        self._place = 0

    def read_to(self, place: int) -> None:
        """Parse the bytes before *place* that were not parsed yet."""
        parser, content = self.parser, self._content
        try:
            while self._place < min(place, len(content)):
                piece = content[self._place : min(place, self._place + PIECE)]
                parser.Parse(piece, False)
                self._place += len(piece)
                if self._place - parser.CurrentByteIndex > limits.TOKEN:
                    raise Refused(Reason.TOO_MUCH, self._part)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Refused(Reason.DAMAGED, f"部件 {self._part}") from error

    def read(self) -> None:
        """Parse the rest of the part, to its end."""
        self.read_to(len(self._content))
        try:
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Refused(Reason.DAMAGED, f"部件 {self._part}") from error


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


@lru_cache(maxsize=2000)
def _bare(name: str) -> str:
    return name.rpartition("|")[2]
