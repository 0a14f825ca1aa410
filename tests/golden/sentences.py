"""What people are told of what is wrong. UPDATE_GOLDEN=1 writes it anew, to be read by a person."""

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"


def compare(name: str, told: Iterable[tuple[str, str, str]]) -> None:
    """Hold what people are told against the file *name*.

    Args:
        told: what was wrong, a sentence, and the sentence with its place; each sentence once.
    """
    first: dict[str, str] = {}
    for wrong, sentence, placed in told:
        first.setdefault(sentence, f"{placed}\n    {wrong}\n")
    found = "".join(first.values())
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")
