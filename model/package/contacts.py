"""Contacts of departments from an Excel list, or from the covers of what they reported."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from model.clipboard.columns import comparable
from model.clipboard.table import pasted_rows
from model.domain.answers import Answer
from model.domain.package import Contact, YearPackage
from model.domain.plan import Department
from model.domain.submission import CLEARED, Submission
from model.package.draft import with_contact

PHONE = re.compile(r"[\d\s()（）+\-—转]{7,}")
CUT = re.compile(r"\d(\.\d*)?[eE]\+?\d+|#{2,}")  # as a narrow column shows a long number
SHORTEST = 4  # letters of a short name: 区委办 is no 区委网信办, 区政办 no 区政务服务办
HEADS = {
    "单位", "责任单位", "部门", "联系人", "姓名", "电话", "联系电话", "手机",
    "邮箱", "备注", "序号",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PastedContacts:
    """`strange` are the rows whose department nobody knows, by their first words; `twice` the
    bodies of which rows say different things, none of which is taken; `cut` those whose telephone
    number the spreadsheet showed without its digits (1.38E+10, ####), which is left out.
    """

    contacts: Mapping[str, Contact]  # by department
    strange: tuple[str, ...]
    twice: tuple[str, ...] = ()  # ids
    cut: tuple[str, ...] = ()  # ids


def pasted_contacts(text: str, bodies: Iterable[Department]) -> PastedContacts:
    """A row for each department, its columns in any order; names are matched by alias, too, and by
    the short forms in use: 区城管委 for 区城市管理委.
    """
    names = [(comparable(word), body.id) for body in bodies for word in (body.name, *body.aliases)]
    known = _Known(dict(names))
    rows = [row for row in pasted_rows(text) if not {comparable(cell) for cell in row} & HEADS]
    found: dict[str, set[Contact]] = {}
    cut: dict[str, None] = {}
    strange: list[tuple[str, ...]] = []
    place = 0  # of the column with the departments
    for row in rows:
        own = next((n for n, cell in enumerate(row) if known.body(cell)), None)
        if own is not None:
            place = own
            body = known.body(row[own])
            others = [cell for n, cell in enumerate(row) if n != own and cell]
            whole = [cell for cell in others if not CUT.fullmatch(cell.strip())]
            if whole != others:
                cut[body] = None
            found.setdefault(body, set()).add(_contact(whole))
        elif any(row):
            strange.append(row)
    unknown = tuple(row[place] or next(filter(None, row)) for row in strange)
    return PastedContacts(
        contacts={body: next(iter(said)) for body, said in found.items() if len(said) == 1},
        strange=unknown,
        twice=tuple(body for body, said in found.items() if len(said) > 1),
        cut=tuple(cut),
    )


@dataclass(frozen=True)
class _Known:
    by_name: Mapping[str, str]

    def body(self, cell: str) -> str:
        """The id of the body called *cell*, or of the only one that it may be short for; ""."""
        words = comparable(cell)
        if words in self.by_name or len(words) < SHORTEST:
            return self.by_name.get(words, "")
        meant = {body for name, body in self.by_name.items() if _short_for(words, name)}
        return meant.pop() if len(meant) == 1 else ""


def _short_for(words: str, name: str) -> bool:
    """Whether *name* begins and ends as *words*, and has all their letters in their order."""
    letters = iter(name)
    same_ends = (words[0], words[-1]) == (name[:1], name[-1:])
    return same_ends and all(letter in letters for letter in words)


def _contact(cells: Iterable[str]) -> Contact:
    said = {"name": "", "phone": "", "email": "", "note": ""}
    for cell in cells:
        if "@" in cell:
            key = "email"
        elif PHONE.fullmatch(cell):
            key = "phone"
        elif cell.isdigit():  # 序号
            continue
        else:
            key = "name" if not said["name"] else "note"
        said[key] = f"{said[key]}、{cell}" if said[key] else cell
    return Contact(**said)


def with_contacts(package: YearPackage, contacts: Mapping[str, Contact]) -> YearPackage:
    """What is said replaces what was there; what is left blank doesn't."""
    for department, new in contacts.items():
        old = package.contacts.get(department, Contact())
        said = {key: text for key, text in vars(new).items() if text}
        package = with_contact(package, department, replace(old, **said))
    return package


def reported_contacts(
    reports: Mapping[str, Submission], package: YearPackage
) -> Mapping[str, Contact]:
    """Who filled in the report of each department that counts, where nobody is named yet."""
    said = {department: _named_on(one.cover) for department, one in reports.items()}
    return {
        department: contact
        for department, contact in said.items()
        if (contact.name or contact.phone) and not package.contacts.get(department, Contact()).name
    }


def _named_on(cover: Answer) -> Contact:
    named = (cover.get(field, "") for field in ("filled_by", "phone"))
    name, phone = ("" if said == CLEARED else said for said in named)
    return Contact(name=name, phone=phone)
