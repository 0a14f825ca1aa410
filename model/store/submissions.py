"""Submissions exported from this data file, in sequence."""

from sqlite_utils import Database

from model.domain.submission import Submission
from model.record_bounds import payload_of
from model.store.kept_record import readable_record
from model.store.transaction import saving


def fetch_submissions(db: Database, year: int, department: str) -> tuple[Submission, ...]:
    """The department's submissions of *year*, in the order of their sequence numbers."""
    rows = db.execute(
        "SELECT payload, digest FROM submission WHERE year = ? AND department = ?"
        " ORDER BY sequence",
        [year, department],
    )
    found = (readable_record(Submission, payload, digest) for payload, digest in rows)
    return tuple(one for one in found if one is not None)


def forget_submission(db: Database, submission: Submission) -> None:
    """Removes *submission*, for which no file was written."""
    with saving(db, "报送记录"):
        db.execute("DELETE FROM submission WHERE id = ?", [submission.id])


def save_submission(db: Database, submission: Submission, file_name: str) -> None:
    with saving(db, "报送记录"):
        db.table("submission").insert(
            {
                "id": submission.id,
                "year": submission.year,
                "department": submission.department,
                "sequence": submission.sequence,
                "digest": submission.digest,
                "payload": payload_of(submission).decode(),
                "file_name": file_name,
                "exported_at": submission.exported_at,
            }
        )
