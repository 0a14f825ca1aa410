"""A rulebook as the text of a TOML file, which reads back equal."""

from collections.abc import Iterator
from dataclasses import fields

from model.scoring.parameters import parameters_of, written
from model.scoring.rulebook import Covers, Grade, Part, Rule, Rulebook, TotalRule

HEAD = ("id", "version", "title", "published", "author", "reason", "based_on", "maximum", "ceiling")
COVERS = {field.name: field.name for field in fields(Covers)} | {"excluding": "except"}


def rulebook_to_toml(rulebook: Rulebook) -> str:
    return "\n".join(_lines(rulebook)) + "\n"


def _lines(book: Rulebook) -> Iterator[str]:
    yield from _assignments({name: getattr(book, name) or None for name in HEAD})
    yield from _table("[grading]", {"source": book.grading.source, "reason": book.grading.reason})
    if book.weighting:
        weighting = {f.name: getattr(book.weighting, f.name) for f in fields(book.weighting)}
        yield from _table("[weighting]", weighting)
    for grade in book.grading.grades:
        yield from _table("[[grade]]", _grade(grade))
    for part in book.parts:
        yield from _table("[[part]]", _part(part))
    for rule in book.rules:
        yield from _table("[[rule]]", _rule(rule))
    for total_rule in book.total_rules:
        yield from _table("[[total_rule]]", _total_rule(total_rule))
    proposals = {f.name: getattr(book.proposals, f.name) for f in fields(book.proposals)}
    yield from _table("[proposals]", proposals)


def _grade(grade: Grade) -> dict[str, object]:
    return {"name": grade.name, "from": grade.at_least}


def _part(part: Part) -> dict[str, object]:
    return {field.name: getattr(part, field.name) for field in fields(part)}


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


def _table(heading: str, entries: dict[str, object]) -> Iterator[str]:
    yield ""
    yield heading
    yield from _assignments(entries)


def _assignments(entries: dict[str, object]) -> Iterator[str]:
    for key, value in entries.items():
        if value is not None:
            yield f"{key} = {written(value)}"
