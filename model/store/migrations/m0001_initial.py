"""Settings, answers, history, evidence, targets, rulebooks, packages, reports, arrivals, seals."""

from sqlite_utils import Database


def migrate(db: Database) -> None:
    db.table("setting").create(
        {"key": str, "value": str}, pk="key", not_null={"value"}, strict=True
    )
    db.table("answer").create(
        {
            "year": int,
            "department": str,
            "item": str,
            "field": str,
            "value": str,
            "changed_at": str,
        },
        pk=("year", "department", "item", "field"),
        not_null={"value", "changed_at"},
        strict=True,
    )
    db.table("edit").create(
        {
            "id": int,
            "year": int,
            "department": str,
            "item": str,
            "field": str,
            "old": str,  # NULL: was 未填
            "new": str,  # NULL: is 未填 again
            "made_at": str,
        },
        pk="id",
        not_null={"year", "department", "item", "field", "made_at"},
        strict=True,
    )
    db.table("edit").create_index(["year", "department", "item"])
    db.table("step").create(
        {
            "id": int,
            "year": int,
            "department": str,
            "label": str,  # "": what a single edit says itself
            "first": int,  # edit
            "last": int,
            "undone": int,
        },
        pk="id",
        not_null={"year", "department", "label", "first", "last", "undone"},
        strict=True,
    )
    db.table("step").create_index(["year", "department"])
    db.table("evidence").create(
        {
            "id": str,
            "year": int,
            "department": str,
            "item": str,
            "title": str,
            "reference": str,
            "file_name": str,
            "size": int,
            "sha256": str,
            "added_at": str,
        },
        pk="id",
        not_null={"year", "department", "item", "title", "reference", "file_name", "size"},
        strict=True,
    )
    db.table("evidence").create_index(["year", "department", "item"])
    db.table("target").create(
        {"year": int, "indicator": str, "value": str, "document": str},
        pk=("year", "indicator"),
        not_null={"value", "document"},
        strict=True,
    )
    db.table("rulebook").create(
        {"id": str, "version": str, "text": str, "kept_at": str},
        pk=("id", "version"),
        not_null={"text", "kept_at"},
        strict=True,
    )
    db.table("round").create(
        {"year": int, "rulebook": str, "version": str},
        pk="year",
        not_null={"rulebook", "version"},
        strict=True,
    )
    db.table("submission").create(
        {
            "id": str,
            "year": int,
            "department": str,
            "sequence": int,
            "digest": str,
            "payload": str,
            "file_name": str,
            "exported_at": str,
        },
        pk="id",
        not_null={"year", "department", "sequence", "digest", "payload", "file_name"},
        strict=True,
    )
    db.table("submission").create_index(["year", "department", "sequence"], unique=True)
    db.table("batch").create(
        {
            "id": int,
            "taken_in_at": str,
            "origin": str,
            "in_progress": int,  # 1 while files are still coming in; NULL: whole
            "undone_at": str,  # NULL: counts
        },
        pk="id",
        not_null={"taken_in_at", "origin"},
        strict=True,
    )
    db.table("original").create(
        {"sha256": str, "size": int, "content": bytes, "batch": int},  # batch: the first one
        pk="sha256",
        not_null={"size", "content"},
        strict=True,
    )
    db.table("arrival").create(
        {
            "id": int,
            "batch": int,
            "file_name": str,
            "sha256": str,
            "accepted": int,
            "message": str,
            "digest": str,  # of the payload; NULL when refused
            "code": str,  # why it was refused
            "hint": str,
            "details": str,  # JSON: problems, warnings
            "edits": str,  # JSON: cells changed by hand
        },
        pk="id",
        not_null={"batch", "file_name", "accepted", "message"},
        foreign_keys=[("batch", "batch", "id"), ("sha256", "original", "sha256")],
        strict=True,
    )
    db.table("received").create(
        {
            "digest": str,
            "year": int,
            "department": str,
            "sequence": int,
            "payload": str,
            "batch": int,  # the first one; NULL: made again after damage
        },
        pk="digest",
        not_null={"year", "department", "sequence", "payload"},
        strict=True,
    )
    db.table("received").create_index(["year", "department"])
    db.table("arrival").create_index(["batch"])
    db.table("arrival").create_index(["sha256"])
    db.table("arrival").create_index(["digest"])
    db.table("review").create(
        {
            "id": int,
            "year": int,
            "department": str,
            "item": str,  # "": the year as a whole
            "verdict": str,
            "changes": str,  # JSON: field -> text, null for 未填
            "remark": str,
            "submission": str,  # digest
            "basis": str,  # digest of what was said about the item
            "made_by": str,
            "made_at": str,
        },
        pk="id",
        not_null={
            "year", "department", "item", "verdict", "changes", "remark", "submission", "basis",
            "made_by", "made_at",
        },
        strict=True,
    )  # fmt: skip
    db.table("review").create_index(["year", "department", "item"])
    db.table("ruling").create(
        {
            "id": int,
            "year": int,
            "matter": str,
            "subject": str,
            "choice": str,
            "reason": str,
            "made_by": str,
            "made_at": str,
        },
        pk="id",
        not_null={"year", "matter", "subject", "choice", "reason", "made_by", "made_at"},
        strict=True,
    )
    db.table("ruling").create_index(["year", "matter", "subject"])
    db.table("return_slip").create(
        {
            "digest": str,
            "year": int,
            "department": str,
            "payload": str,
            "file_name": str,
            "kept_at": str,
        },
        pk="digest",
        not_null={"year", "department", "payload", "file_name", "kept_at"},
        strict=True,
    )
    db.table("return_slip").create_index(["year", "department"])
    db.table("reply").create(
        {"slip": str, "item": str, "text": str, "made_at": str},
        pk=("slip", "item"),
        not_null={"text", "made_at"},
        strict=True,
    )
    db.table("package").create(
        {
            "digest": str,
            "year": int,
            "payload": str,
            "file_name": str,  # "" for one made here
            "kept_at": str,
        },
        pk="digest",
        not_null={"year", "payload", "file_name", "kept_at"},
        strict=True,
    )
    db.table("package").create_index(["year"])
    db.table("package_draft").create(
        {"year": int, "payload": str, "changed_at": str},
        pk="year",
        not_null={"payload", "changed_at"},
        strict=True,
    )
    db.table("package_secret").create(
        {"year": int, "department": str, "secret": str},
        pk=("year", "department"),
        not_null={"secret"},
        strict=True,
    )
    db.table("plan").create(
        {"digest": str, "payload": bytes},  # compressed
        pk="digest",
        not_null={"payload"},
        strict=True,
    )
    db.table("closing").create(
        {
            "year": int,
            "plan": str,
            "package": str,  # NULL: closed on the plan alone
            "closed_at": str,
        },
        pk="year",
        not_null={"plan", "closed_at"},
        foreign_keys=[("plan", "plan", "digest"), ("package", "package", "digest")],
        strict=True,
    )
    # Of every row of every table, this one apart: see model/store/row_checksums.py.
    db.execute(
        "CREATE TABLE seal (of TEXT NOT NULL, row INTEGER NOT NULL, digest BLOB NOT NULL,"
        " PRIMARY KEY (of, row)) STRICT, WITHOUT ROWID"
    )
