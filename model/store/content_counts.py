"""How much a data file holds, so that people can tell a good backup from a poor one."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from model.domain.rectification import ITEM as RECTIFICATION
from model.domain.submission import COVER


@dataclass(frozen=True, kw_only=True)
class Contents:
    year: int | None  # the latest one; None: nothing was said yet
    departments: int  # with answers or submissions of that year
    items: int  # of the plan, about which something was said in that year
    submissions: int  # exported or taken in, of that year
    department: str = ""  # which one it is, where there is only one
    earlier: tuple[tuple[int, int], ...] = ()  # other years, and submissions of each

    def __str__(self) -> str:
        return self.words({})

    def words(self, names: Mapping[str, str]) -> str:
        """The contents in words; *names* are the known departments' names by id."""
        if self.year is None:
            return "还没有填报内容"
        whose = names.get(self.department, f"{self.departments} 个单位")
        sent = f"，报送 {self.submissions} 次" if self.submissions else ""
        filled = f"，有内容 {self.items} 项" if self.items or not sent else ""
        others = "、".join(f"{year} 年度 {count} 份" for year, count in self.earlier)
        more = f"；另有 {others}报送" if others else ""
        return f"{self.year} 年度：{whose}{filled}{sent}{more}"


def fetch_contents(connection: sqlite3.Connection, only: int | None = None) -> Contents:
    """What is held of the year *only*; None: of the latest, and how much of earlier ones."""
    (year,) = connection.execute(
        "SELECT coalesce(?, max(year)) FROM"
        " (SELECT year FROM answer UNION SELECT year FROM received)",
        [only],
    ).fetchone()
    departments, department = connection.execute(
        "SELECT count(*), max(department) FROM (SELECT department FROM answer WHERE year = :year"
        " UNION SELECT department FROM received WHERE year = :year)",
        {"year": year},
    ).fetchone()
    (items,) = connection.execute(
        "SELECT count(*) FROM (SELECT DISTINCT department, item FROM answer"
        " WHERE year = ? AND item != ? AND substr(item, 1, ?) != ?)",
        [year, COVER, len(RECTIFICATION), RECTIFICATION],
    ).fetchone()
    (submissions,) = connection.execute(
        "SELECT (SELECT count(*) FROM submission WHERE year = :year)"
        " + (SELECT count(*) FROM received WHERE year = :year)",
        {"year": year},
    ).fetchone()
    earlier = connection.execute(
        "SELECT year, count(*) FROM (SELECT year FROM submission UNION ALL SELECT year FROM"
        " received) WHERE year != ? GROUP BY year ORDER BY year DESC",
        [year],
    ).fetchall()
    return Contents(
        year=year,
        departments=departments,
        items=items,
        submissions=submissions,
        department=department if departments == 1 else "",
        earlier=() if only else tuple(earlier),
    )
