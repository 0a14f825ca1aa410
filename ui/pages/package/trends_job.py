"""Gathering the years as a job with a connection of its own."""

from contextlib import closing

from forms import FORMS
from model.jobs import JobContext
from model.plans import PlanLibrary
from model.store.data_file import open_store
from model.store.settings import Role
from model.store.transaction import path_of
from model.trends import Trends, district_trends, own_trends
from ui.jobs import Job
from ui.session import Session


def trends_job(session: Session) -> Job:
    path, profile = path_of(session.db), session.profile
    if path is None or profile is None:
        raise LookupError("jobs need a data file and a profile")
    plan, shipped = session.library.shipped, session.shipped_rules

    def gather(_: JobContext) -> Trends:
        with closing(open_store(path)) as db:
            if profile.role is Role.OFFICE:
                return district_trends(PlanLibrary(db, plan), shipped, FORMS, profile.year)
            return own_trends(
                PlanLibrary(db, plan), shipped, FORMS, profile.department, profile.year
            )

    return gather
