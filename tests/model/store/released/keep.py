"""Keep a data file of the present version for all later ones: once per release, before it goes out.

python -m tests.model.store.released.keep

Writes <version>.db.gz beside this file: a clerk's year that was sent, and an office's arrivals,
all of it marked as samples. What is there already is left alone.
"""

import gzip
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

from model.diagnostics.version import app_version
from model.domain.answers import Evidence
from model.domain.submission import Edition
from model.paths import PLAN, RULEBOOK, asset
from model.plan.loader import load_plan
from model.rulebook_in_force import keep_at_first_scoring
from model.samples.answers import COVER, sample_answers, sample_evidence
from model.scoring.loader import load_rulebook
from model.store.answers import save_answers
from model.store.data_file import open_store
from model.store.evidence import save_evidence
from model.store.settings import Profile, Role, save_profile
from model.store.submissions import save_submission
from tests.model.store.conftest import SUBMISSION, take_in

FOLDER = Path(__file__).parent
YEAR, BODY, OTHER = 2025, "csglw", "swj"
MARKED = "（示例数据）"


def write(path: Path) -> None:
    plan = load_plan(asset(PLAN))
    rulebook = load_rulebook(asset(RULEBOOK), plan)
    answers = sample_answers(plan, BODY, YEAR)
    report = replace(
        SUBMISSION,
        plan=Edition(id=plan.id, version=plan.edition),
        rulebook=Edition(id=rulebook.id, version=rulebook.version),
        answers=answers,
        cover=COVER,
    )
    with closing(open_store(path)) as db:
        save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=BODY))
        save_answers(db, YEAR, BODY, answers)
        save_answers(db, YEAR, BODY, {next(iter(answers)): {"done": f"{MARKED}又改了一次"}})
        for evidence in islice(sample_evidence(plan, BODY, YEAR), 3):
            save_evidence(db, YEAR, BODY, evidence)
        save_evidence(db, YEAR, BODY, Evidence(id="e", item=next(iter(answers)), title=MARKED))
        keep_at_first_scoring(db, YEAR, rulebook)
        save_submission(db, report, f"{MARKED}.xlsx")
        other = sample_answers(plan, OTHER, YEAR)
        take_in(db, replace(report, id="s2", department=OTHER, answers=other), MARKED.encode())


def main() -> int:
    kept = FOLDER / f"{app_version()}.db.gz"
    if kept.exists():
        print(f"{kept.name} is there already")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        write(path)
        kept.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    print(f"{kept.name}: {kept.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
