"""What is only written beside what the package keeps, and waits for a value, a decision, a date."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from model.domain.package import YearPackage
from model.package.editor import TypedWords
from model.store.half_written import PACKAGE
from ui.field_drafts import FieldDrafts
from ui.kit.form import FormView
from ui.pages.package.package_session import PackageSession

BESIDE = "beside/"  # what begins the name of a field as the package kept it meanwhile


class WrittenBeside(QObject):
    """By key, of an indicator for example. What is written stays with what the package kept when it
    was written, and goes when the package keeps something else by now, whoever changed it.
    """

    def __init__(
        self,
        package: PackageSession,
        kind: str,
        known: Callable[[YearPackage, str], Mapping[str, str]],
        groups: tuple[tuple[str, ...], ...],
        parent: QObject,
    ) -> None:
        """
        Args:
            kind: what the keys are of; begins the place.
            known: every field of a key, as a package keeps it; "" where it keeps none.
            groups: the fields that are kept together or not at all.
        """
        super().__init__(parent)
        self._package, self._known, self._groups = package, known, groups
        self._under = f"{PACKAGE}{kind}/"
        self._drafts = FieldDrafts(package.session, self)
        self._editing = False
        package.changed.connect(self._settle)
        self._settle()

    def shown(self, key: str) -> dict[str, str]:
        """What the package keeps of *key*, and what is only written."""
        work = self._package.editor
        return {**self._known(work.package, key), **(self._waiting(key) if work.editable else {})}

    def edit(
        self,
        key: str,
        form: FormView,
        change: Callable[[YearPackage], YearPackage],
        typed: TypedWords,
    ) -> None:
        """Carries out what *form* asks for; what the package doesn't keep of it waits, as long as
        there is a draft.
        """
        if not self._package.editor.editable:
            return
        self._editing = True
        try:
            self._package.edit(change, typed)
        finally:
            self._editing = False
        known = self._known(self._package.editor.package, key)
        rest = {name: text for name, text in form.answer.items() if text and text != known[name]}
        self._keep(key, rest)
        form.renew(self.shown(key))

    def _waiting(self, key: str) -> dict[str, str]:
        """What is written of *key*, beside what is kept still."""
        written = self._drafts.of(self._under + key)
        known = self._known(self._package.editor.package, key)
        stands = [
            group
            for group in self._groups
            if all(known[name] == written.get(BESIDE + name, "") for name in group)
        ]
        return {name: written[name] for group in stands for name in group if name in written}

    def _keep(self, key: str, rest: Mapping[str, str]) -> None:
        known = self._known(self._package.editor.package, key)
        beside = {BESIDE + name: text for name, text in known.items()} if rest else {}
        if rest or self._drafts.of(self._under + key):
            self._drafts.keep(self._under + key, {**rest, **beside})

    def _settle(self) -> None:
        """Lets go what was written beside something else than is kept now."""
        if self._editing or not self._package.editor.editable:
            return
        for place in self._drafts.places(self._under):
            key = place.removeprefix(self._under)
            self._keep(key, self._waiting(key))
