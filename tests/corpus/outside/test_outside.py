"""The cases against our reader, under the edition of the plan for which they were made.

In it a street is asked about 49 measures; since the plan proposes duties and knows the years of a
measure, about six. Nothing of the inputs or of what is expected is changed.
"""

import os
import re
from contextlib import closing

import pytest

from forms import FORMS
from model.domain.submission import Edition
from model.headless.commands import _found
from model.headless.merge_folder import throwaway
from model.headless.verdicts import verdict
from model.jobs import JobContext
from model.office.blank_year import blank_report
from model.office.inbox import receive
from model.paths import asset
from model.plan.released import released_plan
from model.plans import RELEASED
from model.samples.demo import Demo
from model.scoring.loader import load_shipped_rulebook
from model.store.clock import now
from model.store.data_file import open_store
from model.store.receipts import fetch_receipts
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.template.write import write_template
from tests.corpus.outside import cases  # noqa: F401  it fills CASES
from tests.corpus.outside.edits import CASES, Parts, fill, load
from tests.systems import NO_SUCH_NAME, can_be_named

STREET = "望海楼街道办事处"
YEAR = 2025


class Bases:
    """An export and a template, each made once."""

    def __init__(self, folder, questionnaire, rulebook) -> None:
        self._folder, self._asked, self._rules = folder, questionnaire, rulebook
        self._templates: dict[str, Parts] = {}
        sample = Demo(questionnaire=questionnaire, rulebook=rulebook, folder=folder, year=YEAR)
        body = next(one for one in sample.plan.bodies if one.name == STREET)
        with closing(open_store(folder / "data.db")) as db:
            self._export = load(sample.export(db, body, folder))

    def export(self) -> Parts:
        return dict(self._export)

    def template(self, who: str) -> Parts:
        if who not in self._templates:
            report = blank_report(who, YEAR, self._asked, self._rules, made_at=now(), db=None)
            path = self._folder / f"{who}.xlsx"
            write_template(path, report, JobContext())
            self._templates[who] = load(path)
        return dict(self._templates[who])

    def filled(self) -> Parts:
        return fill(self.template(STREET))


@pytest.fixture(scope="module")
def questionnaire():
    plan = released_plan(RELEASED, Edition(id="hebei-2022", version="2022"))
    return Questionnaire(plan=plan, forms=FORMS)


@pytest.fixture(scope="module")
def bases(tmp_path_factory, questionnaire):
    rulebook = load_shipped_rulebook(asset("rules/percent-2026.1.toml"), questionnaire.plan)
    return Bases(tmp_path_factory.mktemp("bases"), questionnaire, rulebook)


@pytest.fixture(scope="module")
def reader():
    with WorkbookReader() as one:
        yield one


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_that_what_came_is_answered_as_it_must_be(case, bases, questionnaire, reader, tmp_path):
    name = case.file if isinstance(case.file, bytes) else case.file.encode()
    if not can_be_named(name):
        pytest.skip(NO_SUCH_NAME)
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(case.make(bases))
    if case.how == "merge":
        with throwaway() as db:
            intake = receive(db, questionnaire, [tmp_path], JobContext())
            said = "\n".join(str(one) for one in fetch_receipts(db, intake.batch))
            assert intake.accepted == (1 if case.want == ("rc0",) else 0)
        assert re.search(case.says, said)
        return
    (found,) = [found for _, found in _found(path, questionnaire, reader)]
    told = verdict(path, found)
    words = "\n".join((str(told["message"]), *map(str, told["problems"])))
    words = words.replace(path.name, "")
    if case.how == "date":  # taken for 15 January 2026, or asked about
        day = found.submission.exported_at[:10]
        assert day == "2026-01-15" or "填报日期" in words
    assert told["verdict"] in case.want
    assert not case.says or re.search(case.says, words)
    assert not case.never or not re.search(case.never, words)


def test_that_there_are_as_many_cases_as_came():
    assert len(CASES) == 39
