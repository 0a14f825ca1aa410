"""The exception by which the intake refuses a file."""

from model.workbook.codes import Reason


class Refused(Exception):
    """Not to be taken in; `where` are sheet and cell, where known. `maker`: what made the
    workbook, "program" or "template"; "" where nobody can tell. `tables`: those seen in it.
    """

    def __init__(
        self,
        code: Reason,
        detail: str = "",
        where: tuple[str, ...] = (),
        maker: str = "",
        tables: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code, detail, where)
        self.code = code
        self.detail = detail
        self.where = where
        self.maker = maker
        self.tables = tables
