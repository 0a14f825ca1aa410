"""Plans kept word for word: packages and closed years go by them, whatever a newer app brings."""

import logging
import zlib
from collections.abc import Iterator
from functools import lru_cache

from sqlite_utils import Database

from model.domain.canonical import digest_of
from model.domain.plan import Plan
from model.domain.plan_record import PlanRecord
from model.domain.sealed import unseal_as
from model.domain.submission import Edition
from model.record_bounds import payload_of
from model.store.transaction import saving

log = logging.getLogger(__name__)


def keep_plan(db: Database, plan: Plan) -> str:
    """Keeps *plan*, without a package applied, for ever, and returns its digest. Keeping the same
    plan again changes nothing.
    """
    payload = payload_of(PlanRecord.of(plan))
    digest = digest_of(payload)
    if not db.execute("SELECT 1 FROM plan WHERE digest = ?", [digest]).fetchone():
        with saving(db, "方案"):
            db.table("plan").insert({"digest": digest, "payload": zlib.compress(payload, 9)})
    return digest


def fetch_plans(db: Database) -> Iterator[Plan]:
    """Every kept plan that can be read, the latest first."""
    for (payload,) in db.execute("SELECT payload FROM plan ORDER BY rowid DESC").fetchall():
        try:
            yield kept_plan(payload)
        except (ValueError, zlib.error) as error:
            log.warning("a row is no plan", exc_info=error)


@lru_cache(maxsize=4)
def kept_plan(payload: bytes) -> Plan:
    """The plan that was kept as *payload*."""
    return unseal_as(PlanRecord, zlib.decompress(payload)).plan()


def fetch_plan(db: Database, edition: Edition) -> Plan | None:
    """The plan of *edition* that was kept last, or None."""
    return next((plan for plan in fetch_plans(db) if plan_edition(plan) == edition), None)


def plan_edition(plan: Plan) -> Edition:
    return Edition(id=plan.id, version=plan.edition)
