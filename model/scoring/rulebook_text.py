"""A rulebook as the text of a TOML file, which reads back equal."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal

from model.domain.large_change import ORDINARY_LIMITS
from model.domain.numbers import number_text
from model.scoring.kinds import Band
from model.scoring.parameters import parameters_of
from model.scoring.rulebook import Covers, Grade, Rule, Rulebook, TotalRule

HEAD = ("id", "version", "title", "published", "author", "reason", "based_on", "maximum", "ceiling")
COVERS = {field.name: field.name for field in fields(Covers)} | {"excluding": "except"}


LISTS = ("grade", "part", "rule", "total_rule")
SECTIONS = ("grading", "weighting", *LISTS, "proposals", "large_change")


def rulebook_to_toml(rulebook: Rulebook) -> str:
    """The text of a file that reads back as *rulebook*."""
    return toml_text(
        {
            **{name: getattr(rulebook, name) or None for name in HEAD},
            "grading": {"source": rulebook.grading.source, "reason": rulebook.grading.reason},
            "weighting": _fields(rulebook.weighting) if rulebook.weighting else None,
            "grade": tuple(map(_grade, rulebook.grades)),
            "part": tuple(map(_fields, rulebook.parts)),
            "rule": tuple(map(_rule, rulebook.rules)),
            "total_rule": tuple(map(_total_rule, rulebook.total_rules)),
            "proposals": _fields(rulebook.proposals),
            "large_change": None
            if rulebook.large_change == ORDINARY_LIMITS
            else {key: value or None for key, value in _fields(rulebook.large_change).items()},
        }
    )


def toml_text(tables: Mapping[str, object]) -> str:
    """The tables of a rulebook file as its text; a value of None is left out."""
    return "\n".join(_lines(tables)) + "\n"


def _lines(tables: Mapping[str, object]) -> Iterator[str]:
    yield from _assignments({k: v for k, v in tables.items() if k not in SECTIONS})
    for section in SECTIONS:
        held = tables.get(section)
        rows = held if isinstance(held, tuple) else () if held is None else (held,)
        heading = f"[[{section}]]" if section in LISTS else f"[{section}]"
        for row in rows:
            yield ""
            yield heading
            yield from _assignments(row)


def _assignments(table: object) -> Iterator[str]:
    if isinstance(table, Mapping):
        for key, value in table.items():
            if value is not None:
                yield f"{key} = {written(value)}"


def _grade(grade: Grade) -> dict[str, object]:
    return {"name": grade.name, "from": grade.at_least}


def _fields(record: object) -> dict[str, object]:
    """The fields of a dataclass whose keys in the file are their names."""
    return {field.name: getattr(record, field.name) for field in fields(record)}  # type: ignore[arg-type]


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "part": rule.part,
        "covers": _covers(rule.covers),
        "kind": rule.kind.name,
        **_parameters(rule.kind),
        "weight": rule.weight,
        "weights": rule.weights or None,
        "source": rule.source,
        "reason": rule.reason,
    }


def _total_rule(rule: TotalRule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "covers": _covers(rule.covers) or None,
        "kind": rule.kind.name,
        **_parameters(rule.kind),
        "source": rule.source,
        "reason": rule.reason,
    }


def _parameters(kind: object) -> dict[str, object]:
    values = {p.name: getattr(kind, p.name) for p in parameters_of(type(kind))}
    return {name: value for name, value in values.items() if value not in ("", {})}


def _covers(covers: Covers) -> dict[str, object]:
    values = {key: getattr(covers, name) for name, key in COVERS.items()}
    return {key: value for key, value in values.items() if value not in ("", (), None)}


def written(value: object) -> str:
    """A parameter's value as TOML."""
    match value:
        case bool() | int():
            text = str(value).lower()
        case Decimal():
            text = number_text(value)
        case str():
            text = quoted(value)
        case Band():
            text = f"[{number_text(value.low)}, {number_text(value.high)}]"
        case tuple():
            text = f"[{', '.join(written(entry) for entry in value)}]"
        case Mapping():
            entries = [f"{_key(key)} = {written(entry)}" for key, entry in value.items()]
            text = f"{{ {', '.join(entries)} }}"
        case _:
            raise TypeError(f"{value!r} can't be written into a rulebook")
    return text


def quoted(value: str) -> str:
    """A TOML string; everything that is not plain is escaped."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    plain = (c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in escaped)
    return f'"{"".join(plain)}"'


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return str(key) if bare else quoted(key)
