"""What people are told of what is wrong. UPDATE_GOLDEN=1 writes it anew, to be read by a person."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

INDENT = "    "
FOLDER = Path(__file__).parent / "sentences"


def known_slips(name: str) -> Collection[str]:
    """The slips of the file *name*; those that say nothing new need not be tried again."""
    if os.environ.get("UPDATE_GOLDEN"):
        return Everything()
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.startswith(INDENT)}


class Everything(frozenset[str]):
    def __contains__(self, slip: object) -> bool:
        return True


def compare(name: str, told: Iterable[tuple[str, str, str]]) -> None:
    """Hold what people are told against the file *name*.

    Args:
        told: what was wrong, a sentence, and the sentence with its place; each sentence once.
    """
    first: dict[str, str] = {}
    for wrong, sentence, placed in told:
        first.setdefault(sentence, f"{placed}\n{INDENT}{wrong}\n")
    found = "".join(first.values())
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")
