"""Numbered steps, applied in this order, never edited once released."""

from sqlite_utils import Migrations

from model.store.migrations import (
    m0001_initial,
    m0002_closing_log,
    m0003_no_target,
    m0004_keys,
    m0005_file_year,
    m0006_record_chain,
    m0007_parts,
    m0008_deliveries,
    m0009_arrival_signer,
    m0010_cleared,
    m0011_rectification,
    m0012_plan_drafts,
    m0013_handover,
    m0014_evidence_facts,
)

STEPS = {
    step.__name__.rpartition(".")[2]: step
    for step in (
        m0001_initial,
        m0002_closing_log,
        m0003_no_target,
        m0004_keys,
        m0005_file_year,
        m0006_record_chain,
        m0007_parts,
        m0008_deliveries,
        m0009_arrival_signer,
        m0010_cleared,
        m0011_rectification,
        m0012_plan_drafts,
        m0013_handover,
        m0014_evidence_facts,
    )
}
MIGRATIONS = Migrations("app")
for name, step in STEPS.items():
    MIGRATIONS(name=name)(step.migrate)
