"""XML read as a stream, with limits and without DTDs."""

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from model.workbook.intake import limits
from model.workbook.intake.refused import Refused
from model.workbook.reasons import Reason


class Handler(Protocol):
    """Names come without their namespace, except for attributes of foreign ones: 'uri|id'."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Ignore:
    """A part of which only its soundness matters."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


def parse(pieces: Iterable[bytes], handler: Handler, part: str) -> None:
    """Feed the part to *handler*.

    Raises:
        Refused: it isn't well-formed, has a DTD, or is larger than anything honest.
    """
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH or len(attributes) > limits.ATTRIBUTES:
            raise Refused(Reason.TOO_MUCH, part)
        handler.start(name.rpartition("|")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition("|")[2])

    def doctype(*_: object) -> None:
        raise Refused(Reason.DOCTYPE, part)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > limits.TOKEN:
                raise Refused(Reason.TOO_MUCH, part)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(Reason.DAMAGED, f"部件 {part}") from error
