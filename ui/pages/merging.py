"""Reading a folder and writing the summary, as jobs: what is heavy is imported here."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.jobs import JobContext
from model.package.in_force import YearTerms
from model.scoring.rulebook import Rulebook
from model.store.clock import now
from model.workbook.layout import Questionnaire
from ui.jobs import Job

if TYPE_CHECKING:  # they bring openpyxl with them
    from model.merge.consolidation import Consolidation
    from model.merge.folder import Arrival


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """What lay in a folder, and the year's picture it gives."""

    folder: Path
    arrivals: tuple["Arrival", ...]
    picture: "Consolidation"


def reading_job(
    folder: Path, questionnaire: Questionnaire, rulebook: Rulebook, terms: YearTerms
) -> Job:
    """*questionnaire* asks what each sender was asked; the picture goes by *terms*."""

    def read(job: JobContext) -> Inbox:
        from model.merge.consolidation import consolidated
        from model.merge.folder import read_folder

        arrivals = read_folder(folder, questionnaire, job, terms.year)
        came = [arrival.submission for arrival in arrivals if arrival.submission]
        picture = consolidated(terms.plan, rulebook, terms.year, came, terms.handed_down)
        return Inbox(folder=folder, arrivals=arrivals, picture=picture)

    return read


def summary_job(path: Path, inbox: Inbox) -> Job:
    def write(job: JobContext) -> Path:
        from model.merge.summary import Summary, write_summary

        summary = Summary(consolidation=inbox.picture, arrivals=inbox.arrivals, made_at=now())
        write_summary(path, summary, job)
        return path

    return write
