"""A closed year: no table that belongs to it takes, changes or gives up a row."""

import sqlite3
from contextlib import closing

import pytest

from model.domain.answers import Evidence
from model.domain.review import Matter, Ruling
from model.errors import AppError
from model.plans import PlanLibrary, close, reopen_package_year
from model.store.answers import fetch_answers, save_answer, save_answers
from model.store.closed_years import fetch_closings, is_closed, reopen_year
from model.store.data_file import open_store
from model.store.evidence import remove_evidence, save_evidence
from model.store.handover import ALL, hand_over
from model.store.history import undo
from model.store.packages import save_secrets
from model.store.receipts import mark_undone
from model.store.reviews import save_ruling
from model.store.row_checksums import sealed_tables
from model.store.settings import read_of_year, save_of_year, save_setting
from model.store.submissions import save_submission
from model.store.transaction import saving
from model.store.year_guard import UNGUARDED, YearClosed, guarded_tables
from model.store.year_settings import YearSetting, year_key
from tests.model.store.conftest import SUBMISSION

CLOSED, OPEN = 2025, 2026
OF_NO_YEAR = {  # what belongs to the whole data file, and to years only by what refers to it
    "_sqlite_migrations", "chain_link", "cleared", "clearing", "original", "own_key", "pinned_key",
    "plan", "plan_draft", "plan_draft_step", "rulebook", "section",
}  # fmt: skip
LINKED = {"reply": "slip", "arrival": "digest", "batch": "id", "setting": "key"}


@pytest.fixture
def db(tmp_path):
    with closing(open_store(tmp_path / "data.db")) as store:
        yield store


def rows_of_both_years(db):
    """In every guarded table a row of either year, whatever the table asks for."""
    db.conn.execute("PRAGMA foreign_keys = OFF")
    with saving(db):
        for number, year in enumerate((CLOSED, OPEN), start=1):
            for table in sorted(guarded_tables(db.conn), key=lambda one: one in LINKED):
                db.conn.execute(*inserting(db, table, year, number))
    return db


def inserting(db, table, year, number):
    columns = db.execute(
        'SELECT name, type, "notnull" FROM pragma_table_info(?)', [table]
    ).fetchall()
    values = {}
    for name, kind, needed in columns:
        if name == "year":
            values[name] = year
        elif table == "setting":
            values[name] = setting(year)
        elif name in {"digest", "slip"}:  # of a report, of a slip: the year's own
            values[name] = f"digest {year}"
        elif name in {"id", "batch"} and kind == "INTEGER":
            values[name] = number
        elif needed or name in {"department", "item", "field", "id"}:
            values[name] = 0 if kind == "INTEGER" else f"{number}"
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})", [*values.values()]


def setting(year):
    return year_key(YearSetting.ACCEPTED, year, "swj")


def shut(db, year=CLOSED):
    db.conn.execute("PRAGMA foreign_keys = OFF")  # on no plan
    with saving(db):
        db.execute(
            "INSERT INTO closing (year, plan, closed_at) VALUES (?, 'plan', '2026-01-01')", [year]
        )


def of_year(table, year, number):
    if table in LINKED:
        wanted = {"batch": number, "setting": setting(year)}.get(table, f"digest {year}")
        return f"{LINKED[table]} = {wanted!r}"
    return f"year = {year}"


def test_that_every_table_is_guarded_or_known_to_be_of_no_year(db):
    guarded = guarded_tables(db.conn)
    assert {*guarded, *UNGUARDED, *OF_NO_YEAR} == set(sealed_tables(db.conn))
    assert not guarded.keys() & (UNGUARDED | OF_NO_YEAR)


@pytest.mark.parametrize("how", ["DELETE FROM {table} WHERE {rows}", "UPDATE {table} SET {same}"])
def test_that_no_row_of_a_closed_year_is_changed_or_taken_out(db, how):
    rows_of_both_years(db)
    shut(db)
    for table in guarded_tables(db.conn):
        (column,) = db.execute("SELECT name FROM pragma_table_info(?) LIMIT 1", [table]).fetchone()
        words = how.format(
            table=table,
            rows=of_year(table, CLOSED, 1),
            same=f"{column} = {column} WHERE {of_year(table, CLOSED, 1)}",
        )
        before = db.execute(f"SELECT * FROM {table}").fetchall()
        with pytest.raises(YearClosed, match=f"^{CLOSED}年度已经封存"), saving(db):
            db.execute(words)
        assert db.execute(f"SELECT * FROM {table}").fetchall() == before, table


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_that_a_closed_year_takes_no_new_row_and_others_do(db, how):
    rows_of_both_years(db)
    db.execute("DELETE FROM arrival")
    shut(db)
    for table in guarded_tables(db.conn).keys() - {"batch"}:  # empty, it is of no year
        words, values = inserting(db, table, CLOSED, 3)
        with pytest.raises(YearClosed), saving(db):
            db.conn.execute(words.replace("INSERT", how, 1), values)
        with saving(db):
            db.execute(f"DELETE FROM {table} WHERE {of_year(table, OPEN, 2)}")
            db.conn.execute(*inserting(db, table, OPEN, 2))


def test_that_a_row_is_neither_moved_into_a_closed_year_nor_out_of_it(db):
    rows_of_both_years(db)
    shut(db)
    for came, went in ((OPEN, CLOSED), (CLOSED, OPEN)):
        with pytest.raises(YearClosed), saving(db):
            db.execute("UPDATE ruling SET year = ? WHERE year = ?", [went, came])


def test_that_a_table_added_later_is_guarded_as_soon_as_the_file_is_opened(tmp_path):
    path = tmp_path / "data.db"
    with closing(open_store(path)) as db:
        db.execute("CREATE TABLE later_table (year INTEGER, words TEXT)")
        shut(db)
    with closing(open_store(path)) as db:
        with pytest.raises(YearClosed), saving(db):
            db.execute("INSERT INTO later_table VALUES (?, '新')", [CLOSED])
        with saving(db):
            db.execute("INSERT INTO later_table VALUES (?, '新')", [OPEN])


def test_that_every_writer_of_the_store_is_refused_in_a_closed_year(db, plan):
    submission = SUBMISSION
    year, body = submission.year, submission.department
    ruling = Ruling(
        matter=Matter.FALSE_FIGURES, subject=body, choice="虚报", reason="", by="", at="2026"
    )
    save_answer(db, year, body, "item", {"state": "done"})
    save_evidence(db, year, body, Evidence(id="e1", item="item", title="材料"))
    close(PlanLibrary(db, plan), year, by="王芳", reason="年度结束")
    for write in (
        lambda: save_answer(db, year, body, "item", {"state": "stalled"}),
        lambda: save_answers(db, year, body, {"item": {"state": "stalled"}}),
        lambda: save_evidence(db, year, body, Evidence(id="e2", item="item", title="材料")),
        lambda: remove_evidence(db, "e1"),
        lambda: undo(db, year, body),
        lambda: save_ruling(db, year, ruling),
        lambda: save_submission(db, submission, "工作簿.xlsx"),
        lambda: save_secrets(db, year, {body: "00" * 32}),
    ):
        with pytest.raises(YearClosed, match="已经封存") as refused:
            write()
        assert "解除封存" in refused.value.hint
    assert fetch_answers(db, year, body) == {"item": {"state": "done"}}
    save_setting(db, "colour", "blue")
    mark_undone(db, 1, undone=True)  # no such batch


@pytest.mark.parametrize("what", YearSetting)
def test_that_what_is_kept_of_a_closed_year_in_the_settings_stays_as_it_is(db, what):
    save_of_year(db, what, CLOSED, "swj", ["先"])
    shut(db)
    with pytest.raises(YearClosed):
        save_of_year(db, what, CLOSED, "swj", ["后"])
    with pytest.raises(YearClosed), saving(db):
        db.execute("DELETE FROM setting WHERE key = ?", [year_key(what, CLOSED, "swj")])
    assert read_of_year(db, what, CLOSED, "swj", tuple[str, ...], ()) == ("先",)
    save_of_year(db, what, OPEN, "swj", ["后"])  # of last year's report, too


def test_that_other_settings_change_whatever_was_handed_over(db):
    hand_over(db, "移交.db", ALL)
    save_setting(db, "scheme", "dark")
    with pytest.raises(YearClosed):
        save_of_year(db, YearSetting.DRAFTS, OPEN, "swj", {})


def test_that_closing_and_opening_are_kept_with_who_when_and_why(db, plan):
    close(PlanLibrary(db, plan), CLOSED, by="王芳", reason="年度结束")
    for by, reason in (("", "更正"), ("王芳", " ")):
        with pytest.raises(AppError, match="经办人和理由"):
            reopen_package_year(db, CLOSED, by=by, reason=reason)
    assert is_closed(db, CLOSED)
    reopen_package_year(db, CLOSED, by=" 李强 ", reason="更正区科技局数据")
    assert not is_closed(db, CLOSED)
    reopen_year(db, CLOSED)  # open already: nothing happened
    close(PlanLibrary(db, plan), CLOSED, by="王芳", reason="更正完毕")
    history = fetch_closings(db, CLOSED)
    assert [(one.closed, one.by, one.reason) for one in history] == [
        (True, "王芳", "年度结束"), (False, "李强", "更正区科技局数据"), (True, "王芳", "更正完毕"),
    ]  # fmt: skip
    assert all(one.at for one in history)
    assert fetch_closings(db, OPEN) == ()


def test_that_no_year_is_closed_while_files_are_coming_in(db, plan):
    with saving(db):
        db.execute(
            "INSERT INTO batch (taken_in_at, origin, in_progress) VALUES ('2026', '邮件', 1)"
        )
    with pytest.raises(AppError, match="正在收件"):
        close(PlanLibrary(db, plan), CLOSED)
    assert not is_closed(db, CLOSED)


def test_that_another_failure_keeps_its_own_name(db):
    with pytest.raises(sqlite3.IntegrityError), saving(db):
        db.execute("INSERT INTO setting (key) VALUES ('x')")
