"""Make the record of the shipped plan anew, after its data has changed: make record."""

import json
import zlib

from model.domain.canonical import canonical_bytes
from model.domain.plan import Plan
from model.domain.plan_record import PlanRecord
from model.paths import PLAN, asset
from model.plan.loader import load_plan
from model.plan.shipped import digest_of_files, record_of


def content_of(plan: Plan, made_from: str) -> bytes:
    """The record of *plan*, its proposals in their order."""
    table = json.loads(canonical_bytes(PlanRecord.of(plan).as_table()))
    table["proposals"] = {key: table["proposals"][key] for key in plan.proposals}
    words = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    return made_from.encode() + b"\n" + zlib.compress(words, 9)


if __name__ == "__main__":
    shipped = asset(PLAN)
    record_of(shipped).write_bytes(content_of(load_plan(shipped), digest_of_files(shipped)))
