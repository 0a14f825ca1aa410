"""Fields that several forms ask by one key, as the one column in which all of them are answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from model.domain.forms import Choice, Field, Number


@dataclass(frozen=True, kw_only=True)
class JointField:
    """`field` stands for all that were joined: it has the unit that all share, the options of
    all, and all their labels in one; the range is each one's own. `labels`, `units`: each
    by itself.
    """

    field: Field
    labels: tuple[str, ...]
    units: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The label, with the unit where it is a percentage in every row."""
        unit = self.field.unit if isinstance(self.field, Number) else ""
        return f"{self.field.label}（%）" if unit == "%" else self.field.label


def joint_fields(fields: Iterable[Field]) -> dict[str, JointField]:
    """A key -> all of *fields* that have it, in the order in which the keys first come."""
    by_key: dict[str, list[Field]] = {}
    for field in fields:
        known = by_key.setdefault(field.key, [])
        if field not in known:
            known.append(field)
    return {key: _joined(known) for key, known in by_key.items()}


def _joined(fields: Sequence[Field]) -> JointField:
    labels = tuple(dict.fromkeys(field.label for field in fields))
    one = replace(fields[0], label="／".join(labels))
    if isinstance(one, Choice):
        options = [field.options for field in fields if isinstance(field, Choice)]
        one = replace(one, options={code: word for own in options for code, word in own.items()})
    units = tuple(dict.fromkeys(field.unit for field in fields if isinstance(field, Number)))
    if isinstance(one, Number) and len(fields) > 1:
        most = max(field.decimals for field in fields if isinstance(field, Number))
        shared = one.unit if len(units) == 1 else ""
        one = replace(one, unit=shared, decimals=most, at_least=None, at_most=None, expected=None)
    return JointField(field=one, labels=labels, units=units)
