"""One life: a PC that hostile files come to, all that its people do with them, the next start."""

import gc
import io
import logging
import shutil
import sqlite3
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from model.errors import AppError
from model.headless.arguments import parse_arguments
from model.headless.merge_folder import merge
from model.jobs import JobContext
from model.office.year import OfficeYear
from model.outputs import Output, output_bytes
from model.package.in_force import in_force
from model.paths import DATA_FILE, PLAN, RULEBOOK, asset
from model.plan.loader import load_plan
from model.plans import PlanLibrary
from model.rulebook_in_force import rulebook_in_force
from model.scoring.loader import load_shipped_rulebook
from model.store.connection import Store
from model.store.data_file import open_store
from model.store.packages import keep_package
from model.store.receipts import fetch_receipts
from model.store.recovery import open_or_recover
from model.store.row_checksums import seal_everything
from model.store.settings import Profile, Role, save_profile
from model.store.submissions import save_submission
from tests.corpus.mutations import mutated
from tests.hostile.files import Made, Maker
from tests.hostile.sealed_files import Sound, sound_files, year_package
from tests.hostile.words import NUMBERS, WORDS
from tests.turns import let_work
from tests.ui.pages.office.mail import Mail
from tests.years.watch import Watch
from ui.jobs import JobRunner
from ui.kit.entry_list import EntryList
from ui.kit.pills import Pills
from ui.main_window import MainWindow
from ui.pages.menu import ENTRIES

BODIES = ("zzb", "dangxiao", "tyj")  # few items each
GOOD = "szjjb"  # whose files are left as they are
TO_OFFICE = ("report",) * 6 + ("package", "slip", "template", "zip", "mail", "anything")
TO_CLERK = ("package",) * 3 + (
    "slip", "slip", "report", "duty sheet", "plan file", "zip", "mail", "anything"
)  # fmt: skip
SPOILT = 0.25  # of lives end with a data file that somebody forged or damaged
JOB_S, STEP_S = 120, 60  # of a clock; of the processor
SHOWN = 5  # entries of a list that are looked at


@dataclass
class Complaints(Watch):
    """What must not happen, whatever came: an error that nobody foresaw, in box, log or hook."""

    strict: bool = False
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tell = lambda complaint: self.found.append(str(complaint))

    def _boxed(self, words: str) -> None:
        """A file that is refused is told in a box; a bug is in the log as well."""

    @contextmanager
    def watching(self) -> Iterator[None]:
        ears = _Ears(self)
        logging.getLogger().addHandler(ears)
        try:
            with self.on():
                yield
        finally:
            logging.getLogger().removeHandler(ears)


class _Ears(logging.Handler):
    def __init__(self, watch: Complaints) -> None:
        super().__init__(logging.ERROR)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        lines = traceback.format_exception(error)[-4:] if error else []
        self._watch._note(record.getMessage()[:300], "".join(lines)[-1_500:])


@dataclass(frozen=True)
class Ground:
    """What all lives begin with; made once in a process."""

    folder: Path

    @cached_property
    def mail(self) -> Mail:
        return Mail(plan=in_force(self.plan, None), rulebook=self.rulebook)

    @cached_property
    def plan(self):
        return load_plan(asset(PLAN))

    @cached_property
    def rulebook(self):
        return load_shipped_rulebook(asset(RULEBOOK), self.plan)

    @cached_property
    def maker(self) -> Maker:
        return Maker(sound_files(self.mail, BODIES))

    @cached_property
    def good(self) -> Sound:
        """A report that nobody touches."""
        return sound_files_of(self.mail, GOOD)

    @cached_property
    def office(self) -> Path:
        """A data file of the office in which a package is in force."""
        path = self.folder / "office.db"
        with closing(open_store(path)) as db:
            save_profile(db, Profile(role=Role.OFFICE, year=self.mail.year))
            keep_package(db, year_package(self.mail))
        return path

    @cached_property
    def clerk(self) -> Path:
        """A data file of a department that has sent a report."""
        path = self.folder / "clerk.db"
        said = self.mail.submission(self.mail.plan.departments[BODIES[0]])
        with closing(open_store(path)) as db:
            profile = Profile(role=Role.CLERK, year=self.mail.year, department=BODIES[0])
            save_profile(db, profile)
            save_submission(db, said, "a.xlsx")
        return path


def sound_files_of(mail: Mail, department: str) -> Sound:
    said = mail.submission(mail.plan.departments[department])
    return Sound("report", mail.name(said), mail.file(said), {})


@dataclass
class Life:
    """Repeats exactly by its *seed* and the number of files."""

    ground: Ground
    seed: int
    files: int
    brief: bool = False  # without figures and merging
    step: Callable[[str], None] = lambda _: None
    watch: Complaints = field(default_factory=Complaints)
    made: list[Made] = field(default_factory=list)

    def live(self) -> list[str]:
        """What was not as it must be."""
        self.chance = Random(f"hostile {self.seed}")
        self.folder = self.ground.folder / f"life-{self.seed}"
        self.data = self.folder / "data"
        self.data.mkdir(parents=True)
        self.role = self.chance.choice((Role.OFFICE, Role.CLERK))
        try:
            with self.watch.watching():
                self._live()
        except Exception as error:  # noqa: BLE001  told like all else
            self.watch._note("raised", "".join(traceback.format_exception(error)[-4:]))
        finally:
            pump()
            shutil.rmtree(self.folder, ignore_errors=True)
            gc.collect()
        return self.watch.found

    def _live(self) -> None:
        office = self.role is Role.OFFICE
        shutil.copy(self.ground.office if office else self.ground.clerk, self.data / DATA_FILE)
        kinds = TO_OFFICE if office else TO_CLERK
        maker, mail = self.ground.maker, self.folder / "mail"
        mail.mkdir()
        for number in range(self.files):
            self.made.append(maker.make(kinds, mail, number, self.chance))
        with self.timed("start"):
            self.open()
        if office:
            self.to_office(mail)
        else:
            self.to_clerk()
        self.look_round("pages")
        if office:
            self.rules_and_plans()
            self.write_all()
        with self.timed("close"):
            self.close()
        spoilt = self.chance.random() < SPOILT
        if spoilt:
            self.step(words := spoil_store(self.data / DATA_FILE, self.chance))
            self.made.append(Made(self.data / DATA_FILE, "data file", words))
        told = len(self.watch.found)
        with self.timed("start again"):
            self.open()
        self.look_round("pages again", few=True)
        self.close()
        if spoilt:  # whoever forges the data file itself may cost a page, never the start
            del self.watch.found[told:]
            return
        if office and not self.brief:
            with self.timed("merge"):
                self.merge(mail)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        self.step(name)
        began = time.process_time()
        yield
        if (spent := time.process_time() - began) > STEP_S:
            self.watch._note("slow", f"{name} took {spent:.0f} s of the processor")

    # The program

    def open(self) -> None:
        self.db, _ = open_or_recover(self.data / DATA_FILE)
        self.window = MainWindow(self.ground.plan, self.ground.rulebook, self.db)
        self.window.resize(1366, 768)
        self.window.show()
        pump()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        pump()
        del self.window
        self.db.close()

    def settle(self) -> None:
        end = time.monotonic() + JOB_S
        pump()
        while any(jobs.busy for jobs in self.window.findChildren(JobRunner)):
            let_work()
            if time.monotonic() > end:
                self.watch._note("hang", "a job did not end")
                return
        pump()

    # What came

    def to_office(self, mail: Path) -> None:
        (mail / "好.xlsx").write_bytes(self.ground.good.content)
        with self.timed("receive"):
            self.window.page_named("inbox").receive([mail])
            self.settle()
        receipts = fetch_receipts(self.db)
        good = [one for one in receipts if one.file_name.endswith("好.xlsx")]
        if not (good and good[0].verdict.accepted):
            self.watch._note("batch", "the good file was not taken in")
        for one in self.made:
            if one.path.is_file():  # as by a double click on it
                with self.timed(f"open {one}"):
                    self.window.incoming.take_in(one.path)
                    self.answer()

    def to_clerk(self) -> None:
        for one in self.made:
            with self.timed(f"open {one}"):
                self.window.incoming.take_in(one.path)
                self.answer()

    def answer(self) -> None:
        """Whatever is asked about a file, by any of its buttons."""
        for _ in range(12):
            self.settle()
            if (sheet := self.window.incoming.sheet) is None:
                return
            self.window.grab()
            buttons = [b for b in sheet.findChildren(QPushButton) if b.isEnabled()]
            self.chance.choice(buttons).click() if buttons else sheet.press("")
            pump()

    def rules_and_plans(self) -> None:
        maker, more = self.ground.maker, self.folder / "more"
        more.mkdir()
        for number, kind in enumerate(("rules", "rules", "plan", "duty sheet")):
            made = maker.make((kind,), more, number, self.chance)
            with self.timed(f"import {made}"):
                self.take(made)
                self.settle()

    def take(self, made: Made) -> None:
        window = self.window
        if made.kind == "rules":
            from ui.pages.rules.files import take_in

            window.show_page("rules")
            page = window.page_named("rules")
            page._show_all(take_in(page.rules, made.path, page) or page.rules.in_force)
        elif made.kind == "plan":
            window.show_page("package")
            window.page_named("package").revision.compare(made.path)
            window.page_named("package").opening.read_last_plan(made.path)
        elif made.path.is_file():
            window.show_page("package")
            window.page_named("package").duties.read_paper(made.path)
        window.grab()

    # What is looked at

    def look_round(self, name: str, *, few: bool = False) -> None:
        """All pages, or the first, with which the program begins, and *few* others."""
        if self.window.session.profile is None or self.window.rail is None:
            self.window.grab()
            return
        first, *others = ENTRIES[self.window.session.profile.role]
        for entry in (first, *(self.chance.sample(others, 2) if few else others)):
            with self.timed(f"{name}: {entry.page}"):
                try:
                    self.window.show_page(entry.page)
                    self.settle()
                    self.window.grab()
                    self.look_at(self.window.page_named(entry.page))
                except Exception as error:  # noqa: BLE001  the next page is looked at all the same
                    lines = traceback.format_exception(error)
                    self.watch._note(f"page {entry.page}", "".join(lines[-4:]))

    def look_at(self, page) -> None:
        if (show := getattr(page, "show_department", None)) and hasattr(page, "_room"):
            for body in [one.id for one in page._room.office.reported]:
                show(body)
                self.settle()
                self.step_through(page)
        for pills in page.findChildren(Pills):
            for number in range(len(pills.findChildren(QAbstractButton))):
                if pills.isVisible():
                    pills.choose(number)
                    self.settle()
                    self.window.grab()
        self.step_through(page)

    def step_through(self, page) -> None:
        for one in page.findChildren(EntryList):
            if one.isVisible():
                for _ in range(SHOWN):
                    one.step(1)
                    pump()
                    self.window.grab()

    # What goes out

    def write_all(self) -> None:
        year, rulebook = self.ground.mail.year, self.ground.rulebook
        library = PlanLibrary(self.db, self.ground.plan)
        rules = rulebook_in_force(self.db, year, rulebook)
        forms = self.ground.mail.questionnaire.forms
        office = OfficeYear.read(library, rules, forms, year)
        for body in office.reported:
            self.in_range(body)
        drawn = not self.brief and self.chance.random() < 0.3
        for output in Output if drawn else (Output.SUMMARY,):
            with self.timed(f"write {output}"):
                output_bytes(office, output, JobContext())

    def in_range(self, body) -> None:
        """Points lie between 0 and what they can be at most."""
        for score in body.reviewed.scores:
            if score.points is not None and not 0 <= score.points <= score.maximum:
                self.watch._note("points", f"{body.id} {score}"[:300])
        total = body.reviewed.total
        if total is not None and not 0 <= total <= 100:
            self.watch._note("points", f"{body.id}: {total} in all")

    def merge(self, mail: Path) -> None:
        words = ["merge", str(mail), "-o", str(self.folder / "汇总.xlsx")]
        try:
            with redirect_stdout(io.StringIO()):
                merge(parse_arguments(words), self.ground.mail.questionnaire, self.ground.rulebook)
        except AppError as error:
            self.watch._note("merge", str(error))


def spoil_store(path: Path, chance: Random) -> str:
    """Damages the data file's bytes, or forges some of its rows, sealed again or not."""
    if chance.random() < 0.3:
        path.write_bytes(mutated(path.read_bytes(), chance))
        return "bytes of the data file"
    said = []
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if connection.execute(f'SELECT 1 FROM "{name}"').fetchone() and name != "seal"
        ]
        for table in chance.choices(tables, k=3):
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            column, value = chance.choice(columns), chance.choice((*WORDS, *NUMBERS, None, 2**62))
            try:
                connection.execute(f'UPDATE "{table}" SET "{column}" = ?', [value])
                said.append(f"{table}.{column} = {value!r:.30}")
            except (sqlite3.Error, UnicodeError):
                connection.rollback()
        if chance.random() < 0.5:
            connection.execute("CREATE TRIGGER t AFTER UPDATE ON answer BEGIN SELECT 1; END")
            said.append("a trigger")
        if chance.random() < 0.5:
            seal_everything(Store(connection))
            said.append("sealed again")
        connection.commit()
    return f"data file: {'; '.join(said)}"


def pump() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
