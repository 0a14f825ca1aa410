"""Values out of range and words of any kind, and how a sealed table is spoilt with them."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

# ruff: noqa: E501  # tables

WORDS = (
    "1 <img src=/dev/zero> ", "<img src='//server/share/x'>", "<h1>请</h1><script>x</script>",
    "<a href=file:///etc/passwd>点这里</a>", "&lt;b&gt;&amp;", "=cmd|'/c calc'!A1", "+1+1", "@SUM(A1)",
    "-1+1", "\t=1", "\r\n=1", "\x00", "\x07\x1b[31m", "\ud800", "\udfff", "\ufffe", "\u202e反了",
    "\u2066a\u2069", "\u200b", "\u0301" * 80, "𠀀𪚥", "👩‍👩‍👧", "　", " ", "", "a\nb", "a\u2028b\u0085c",
    "%s%n{0}{x!r}", "${jndi:x}", "../../x", "/dev/zero", "//server/x", "C:\\Windows\\x", "con", "NUL.xlsx",
    "9999-12-31", "0001-01-01", "2025-02-30", "2025-13-01", "今天", "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00-23:59", "2025-01-01T00:00:00", "2025-W01-1", "20250101T000000Z",
    "填" * 40, "长" * 4_000, "W" * 32_000, "a b " * 3_000, "\n" * 2_000, "很" * 60_000, "()" * 900,
    "'; DROP TABLE received; --", "NaN", "true", "null", "done", "not_applicable", "封面", "区教育局",
)  # fmt: skip
NUMBERS = (
    "0", "-0", "1e30", "1E+30", "-1e30", "1e-30", "NaN", "Infinity", "-Infinity", "1e400000",
    "1e999999999", "9" * 15, "-" + "9" * 15, "9" * 16, "0." + "0" * 14 + "1", "0." + "9" * 15,
    "9" * 15 + "." + "9" * 15, "500", "-500", "100.0000001", "1e12", "00", "1.", ".5", "+5", " 5", "５",
    "٣", "1_000", "1,000", "0x10", "9" * 5_000, "1" + "0" * 79, "100", "99.999999999999",
)  # fmt: skip
INTEGERS = (0, -1, 1, 2, 9_999, 2**31, 2**63, -(2**63), 10**18, 10**30, 10**4_000, 2024, 2026)
ODD: tuple[Callable[[], Any], ...] = (
    lambda: None, lambda: True, list, dict, lambda: 1.5, lambda: float("inf"),
    lambda: [[[[[]]]]], lambda: {"a": {"b": {"c": {}}}}, lambda: ["x"] * 3_000,
    lambda: {f"k{n}": "v" for n in range(3_000)}, lambda: 0, lambda: "",
)  # fmt: skip

Path = tuple[Any, ...]


def spoilt(table: dict[str, Any], chance: Random) -> tuple[dict[str, Any], str]:
    """*table* with something wrong in it, and what that is; *table* itself stays as it is."""
    made: dict[str, Any] = copied(table)
    said = []
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        act = chance.choices(
            (_value, _everywhere, _key, _shape, _swap, _kind), (10, 4, 3, 3, 2, 1)
        )[0]
        said.append(act(made, chance))
    return made, "; ".join(said)


def passing(
    table: dict[str, Any], chance: Random, passes: Callable[[dict[str, Any]], bool]
) -> tuple[dict[str, Any], str]:
    """*table* as far from what it was as *passes* lets it be, and what was done to it."""
    made, told = table, []
    for _ in range(chance.choice((2, 5, 12))):
        tried, words = spoilt(made, chance)
        if passes(tried):
            made = tried
            told.append(words)
    return made, f"let in: {'; '.join(told)}"


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied(held) for key, held in value.items()}
    return [copied(one) for one in value] if isinstance(value, list) else value


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list) and value:
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key))
    else:
        yield path


def inner(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all tables and lists."""
    if isinstance(value, dict | list):
        yield path
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from inner(value[key], (*path, key))


def at(table: Any, path: Path) -> Any:
    for step in path:
        table = table[step]
    return table


def put(table: Any, path: Path, value: Any) -> None:
    at(table, path[:-1])[path[-1]] = value


def other(value: Any, chance: Random) -> Any:
    """In the place of *value*, most often of the same type, so that it gets far."""
    if chance.random() < 0.06:
        return chance.choice(ODD)()
    match value:
        case bool():
            return not value
        case int():
            near = value + chance.choice((-1, 1, 10, 1_000))
            return near if chance.random() < 0.4 else chance.choice(INTEGERS)
        case str():
            return _other_words(value, chance)
        case None:
            return chance.choice((*WORDS, *INTEGERS))
        case _:
            return chance.choice(ODD)()


def _other_words(value: str, chance: Random) -> str:
    number = value.lstrip("-").replace(".", "", 1).isdigit()
    mixed = chance.random() < 0.15
    if number != mixed:
        return chance.choice(NUMBERS)
    words = chance.choice(WORDS)
    return words if chance.random() < 0.6 else f"{value}{words}"


def _chosen(table: Any, chance: Random) -> Path:
    """A leaf; the fields of the record itself as often as all that lies deeper."""
    found = [path for path in leaves(table) if path]
    top = [path for path in found if len(path) < 3]
    return chance.choice(top if top and chance.random() < 0.4 else found)


def _value(table: Any, chance: Random) -> str:
    if not any(leaves(table)):
        return "nothing left"
    path = _chosen(table, chance)
    put(table, path, value := other(at(table, path), chance))
    return f"{path} = {value!r:.80}"


def _everywhere(table: Any, chance: Random) -> str:
    """The same in every field of one name."""
    found = [path for path in leaves(table) if path and isinstance(path[-1], str)]
    if not found:
        return "nothing left"
    path = chance.choice(found)
    value = other(at(table, path), chance)
    alike = [one for one in found if one[-1] == path[-1]]
    for one in alike:
        put(table, one, copied(value))
    return f"{len(alike)} × {path[-1]!r:.30} = {value!r:.80}"


def _key(table: Any, chance: Random) -> str:
    """A key that means nothing, or is another's."""
    path = chance.choice([one for one in inner(table) if isinstance(at(table, one), dict)])
    held = at(table, path)
    name = chance.choice((*WORDS, *list(held)[:20], "kind", "schema"))
    value = copied(held[chance.choice(list(held))]) if held else "x"
    held[name] = value
    return f"{path}[{name!r:.40}] = {value!r:.40}"


def _shape(table: Any, chance: Random) -> str:
    """Something emptied, halved, doubled or made a thousand of."""
    path = chance.choice([*inner(table)][1:] or [()])
    held = at(table, path)
    if not path or not held:
        return "nothing left"
    if isinstance(held, dict):
        keys = list(held)
        for key in chance.choice((keys, keys[: len(keys) // 2], keys[:1])):
            del held[key]
        return f"{path} lost {len(keys) - len(held)} of {len(keys)}"
    many = chance.choice(([], held * 2, held[::-1], held[:1] * 3_000, held[:1]))
    put(table, path, copied(many))
    return f"{path} of {len(held)} has {len(many)}"


def _swap(table: Any, chance: Random) -> str:
    found = [path for path in leaves(table) if path]
    if len(found) < 2:
        return "nothing left"
    one, two = chance.sample(found, 2)
    first, second = at(table, one), at(table, two)
    put(table, one, second)
    put(table, two, first)
    return f"{one} <-> {two}"


def _kind(table: Any, chance: Random) -> str:
    name = chance.choice(list(table))
    del table[name]
    return f"no {name}"
