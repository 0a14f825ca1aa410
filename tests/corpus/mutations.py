"""Random damage: of the file's bytes, or of one part's XML inside a sound archive."""

import random
from collections.abc import Iterator

from tests.corpus.base import Base
from tests.corpus.sheets import zipped
from tests.corpus.variant import Variant, never_crashing, never_wrong


def mutations(base: Base, count: int, seed: int = 1) -> Iterator[Variant]:
    """The same *count* variants for the same *seed*, half of the file, half of its parts."""
    for number in range(count):
        key = f"{seed} {base.name} {number}"
        of_bytes = number % 2 == 0
        damage = _with_mutated_bytes if of_bytes else _with_mutated_part
        yield Variant(
            kind="random",
            name=f"{'bytes' if of_bytes else 'part'}_{number}",
            make=lambda key=key, damage=damage: damage(base, random.Random(key)),
            expected=never_wrong() if of_bytes or base.sealed else never_crashing(),
        )


def _with_mutated_bytes(base: Base, chance: random.Random) -> bytes:
    return mutated(base.content, chance)


def _with_mutated_part(base: Base, chance: random.Random) -> bytes:
    name = chance.choice(sorted(base.parts))
    return zipped({**base.parts, name: mutated(base.parts[name], chance)})


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost, doubled, moved, or swapped for others found in it."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        place, size = chance.randrange(len(found) + 1), chance.choice((1, 1, 2, 4, 16, 200))
        match chance.randrange(6):
            case 0:
                found[place : place + size] = chance.randbytes(len(found[place : place + size]))
            case 1:
                del found[place : place + size]
            case 2:
                found[place:place] = found[place : place + size]
            case 3:
                other = chance.randrange(len(found) + 1)
                found[place : place + size] = found[other : other + size]
            case 4:
                if place < len(found):
                    found[place] ^= 1 << chance.randrange(8)
            case 5:
                found[place:place] = chance.choice(
                    (b"<", b">", b'"', b"&", b"\0", b"-1", b"9" * 9, b"</c>")
                )
    return bytes(found)
