"""A faster start: without what a start does not use."""

import dataclasses
import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from operator import attrgetter
from reprlib import recursive_repr
from types import ModuleType, SimpleNamespace
from typing import Any

NEVER = ("numpy",)  # taken along for column types that nobody here uses
LATE: Mapping[str, Mapping[str, object]] = {  # for a command line of its own
    "dateutil.parser": {},
    "click": {"Group": object},  # an annotation
}
COMPILING = ("_cmp_fn", "_hash_fn", "_repr_fn", "_frozen_get_del_attr")
FIRST = ("model.clerk.open_year", "model.evidence_files.backup_links", "model.store.recovery",
         "model.workbook.reasons")  # fmt: skip  # with all they import: two thirds of the model


class LateModule(ModuleType):
    """A stand-in that imports a module when something of it is used, but for what is `known`."""

    def __init__(self, name: str, known: Mapping[str, object]) -> None:
        super().__init__(name)
        vars(self).update(known)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  as modules have it
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:  # wanted sooner than was thought
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def import_without_extras(module: str) -> None:
    """Import *module* as if NEVER were not installed, and LATE when something of it is used.

    sqlite_utils takes both along wherever it finds them: a quarter of the time a start takes.
    Afterwards others can import either.
    """
    if module in sys.modules:
        return
    instead = dict.fromkeys(NEVER) | {name: LateModule(name, known) for name, known in LATE.items()}
    instead = {name: one for name, one in instead.items() if name not in sys.modules}
    sys.modules.update(instead)  # type: ignore[arg-type]  # None is how Python notes absence
    try:
        import_module(module)
    finally:
        for name, one in instead.items():
            if sys.modules.get(name) is one:
                sys.modules.pop(name, None)


def import_before_qt() -> None:
    """Import what every window needs of the model.

    Qt's binding reads and searches the source of each module that is imported after it.
    """
    for name in FIRST:
        import_module(name)


@contextmanager
def quick_dataclasses() -> Iterator[None]:
    """Inside, dataclasses are made without compiling source for all but their `__init__`.

    Up to Python 3.12 each compiles six functions: a seventh of the time a start takes. Those that
    replace them do the same. A class without a docstring gets its name as one, without signature.
    """
    if not all(hasattr(dataclasses, name) for name in (*COMPILING, "inspect")):
        yield
        return
    usual = {name: getattr(dataclasses, name) for name in (*COMPILING, "inspect")}
    instead = {
        "_cmp_fn": _comparison(usual["_cmp_fn"]),
        "_hash_fn": _hash_of,
        "_repr_fn": _repr_of,
        "_frozen_get_del_attr": _refusals,
        "inspect": SimpleNamespace(**{**vars(usual["inspect"]), "signature": lambda _cls: ""}),
    }
    for name, one in instead.items():
        setattr(dataclasses, name, one)
    try:
        yield
    finally:
        for name, one in usual.items():
            setattr(dataclasses, name, one)


def _values_of(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _comparison(usual: Callable[..., Any]) -> Callable[..., Any]:
    def made(name: str, sign: str, mine: str, other: str, **more: Any) -> Any:  # noqa: ANN401
        if name != "__eq__":
            return usual(name, sign, mine, other, **more)
        values = _values_of([one.removeprefix("self.") for one in mine[1:-1].split(",") if one])

        def __eq__(self: object, other: object) -> bool:  # noqa: N807
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented

        return __eq__

    return made


def _hash_of(fields: Sequence[dataclasses.Field[Any]], _names: object) -> Callable[[object], int]:
    values = _values_of([field.name for field in fields])

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _repr_of(fields: Sequence[dataclasses.Field[Any]], _names: object) -> Callable[[object], str]:
    names = [field.name for field in fields]

    @recursive_repr("...")
    def __repr__(self: object) -> str:  # noqa: N807
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({said})"

    return __repr__


def _refusals(
    cls: Any,  # noqa: ANN401  a class, which mypy lets nobody call super() of
    fields: Sequence[dataclasses.Field[Any]],
    _names: object,
) -> tuple[Callable[[object, str, object], None], Callable[[object, str], None]]:
    names = frozenset(field.name for field in fields)

    def __setattr__(self: object, name: str, value: object) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: object, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


@contextmanager
def gc_paused() -> Iterator[Callable[[], None]]:
    """Pauses the garbage collector inside, and until the given function is called: objects made at
    the start stay, and looking for cycles costs a fifth of the time.
    """

    def collect_again() -> None:
        gc.freeze()  # what is there now stays
        gc.enable()

    gc.disable()
    try:
        yield collect_again
    finally:
        gc.enable()
