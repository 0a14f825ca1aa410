"""The bodies of a plan, found by the names that the plan prints."""

from collections.abc import Iterable

from model.domain.plan import Department, DepartmentKind
from model.plan.flaws import PlanFlaw
from model.plan.folder import PlanFolder, Where

FILE = "departments.toml"


class DepartmentNames:
    """Departments by id, and by each name and alias."""

    def __init__(self, folder: PlanFolder) -> None:
        self._folder = folder
        self.by_id: dict[str, Department] = {}
        self._by_name: dict[str, Department] = {}
        required, optional = {"id", "name", "kind", "origin"}, {"aliases", "members", "note"}
        for where, entry in folder.entries(FILE, "department", required, optional):
            if entry["kind"] not in set(DepartmentKind):
                folder.complain(
                    PlanFlaw.NO_CHOICE, *where, key="kind", choices=tuple(DepartmentKind)
                )
                continue
            self._add(
                Department(
                    id=entry["id"],
                    name=entry["name"],
                    kind=DepartmentKind(entry["kind"]),
                    aliases=tuple(entry.get("aliases", ())),
                    members=tuple(entry.get("members", ())),
                    in_plan=entry["origin"] == "方案",
                    note=entry.get("note", ""),
                )
            )
        for department in self.by_id.values():
            for member in department.members:
                if member not in self.by_id:
                    folder.complain(PlanFlaw.NO_MEMBER, FILE, department.id, value=member)

    def _add(self, department: Department) -> None:
        self.by_id[department.id] = department
        for printed in (department.name, *department.aliases):
            other = self._by_name.setdefault(printed, department)
            if other is not department:
                self._folder.complain(
                    PlanFlaw.NAME_TAKEN, FILE, department.id, value=printed, other=other.id
                )

    def named(self, names: Iterable[str], where: Where) -> tuple[str, ...]:
        """Ids of the bodies with these printed names, each once; unknown names are flaws."""
        found = []
        for name in names:
            if name in self._by_name:
                found.append(self._by_name[name].id)
            else:
                self._folder.complain(PlanFlaw.UNKNOWN_BODY, *where, value=name, file=FILE)
        return tuple(dict.fromkeys(found))

    def answering(self, named: Iterable[str]) -> tuple[str, ...]:
        """*named* with each collective name replaced by its members, each body once."""
        return tuple(
            dict.fromkeys(body for name in named for body in (self.by_id[name].members or (name,)))
        )
