"""What was kept of received files as sentences to be read again becomes data, or goes.

A file refused for its year says which year that is. Details no longer repeat the file's name, the
edits that stand beside them, and, kept by 0.1.0, that an origin is verified: that is good news, and
goes on in the message, as files taken in later have it.
"""

import json
import re

from sqlite_utils import Database

YEAR_TOLD = re.compile(r"文件是(\d{4})年度的。")
GOOD_NEWS, VERIFIED = "来源已验证。", "，来源已验证"
EDIT_TOLD = ("手工改动，未采用：", "没有采用：")


def migrate(db: Database) -> None:
    db.execute("ALTER TABLE arrival ADD COLUMN file_year INTEGER")
    rows = db.execute(
        "SELECT id, file_name, code, details, edits, message FROM arrival WHERE details IS NOT NULL"
    ).fetchall()
    for key, file_name, code, details, edits, message in rows:
        known = EDIT_TOLD if json.loads(edits or "[]") else ()
        told = [
            one.removeprefix(f"{file_name} › ")
            for one in json.loads(details)
            if one != GOOD_NEWS and not one.startswith(known)
        ]
        year = YEAR_TOLD.search("".join(told)) if code == "other-year" else None
        good = VERIFIED if GOOD_NEWS in json.loads(details) else ""
        db.execute(
            "UPDATE arrival SET details = ?, file_year = ?, message = ? WHERE id = ?",
            [
                json.dumps(told, ensure_ascii=False),
                int(year[1]) if year else None,
                message + good,
                key,
            ],
        )
