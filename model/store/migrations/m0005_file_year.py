"""What was kept of received files as sentences to be read again becomes data, or goes.

A file refused for its year says which year that is; that a file's origin is verified, which 0.1.0
kept among what a person has to look at, is good news and not kept.
"""

import json
import re

from sqlite_utils import Database

YEAR_TOLD = re.compile(r"文件是(\d{4})年度的。")
GOOD_NEWS = "来源已验证。"


def migrate(db: Database) -> None:
    db.execute("ALTER TABLE arrival ADD COLUMN file_year INTEGER")
    rows = db.execute("SELECT id, code, details FROM arrival WHERE details IS NOT NULL").fetchall()
    for key, code, details in rows:
        told = [one for one in json.loads(details) if one != GOOD_NEWS]
        year = YEAR_TOLD.search("".join(told)) if code == "other-year" else None
        db.execute(
            "UPDATE arrival SET details = ?, file_year = ? WHERE id = ?",
            [json.dumps(told, ensure_ascii=False), int(year[1]) if year else None, key],
        )
