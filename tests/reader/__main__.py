"""A clerk with the screen off fills in ten items: make test-reader.

The real window runs on a screen of its own with the accessibility bus; a client of the system's
Python (client.py) knows only what comes over that bus, and presses keys. What was heard is kept
as a transcript, to be read by a person; what was filled in is looked up in the data file.

python -m tests.reader [TRANSCRIPT]
"""

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from model.domain.answers import State
from model.paths import asset
from model.plan.loader import load_plan
from model.store.answers import fetch_answers
from model.store.data_file import open_store
from model.store.settings import Profile, Role, save_profile

HERE = Path(__file__).parent
YEAR, BODY, ITEMS = 2025, "区科技局", 10
SYSTEM_PYTHON = "/usr/bin/python3"  # has the bindings of the accessibility bus
ON_A_SCREEN = ("xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24")
ON_A_BUS = ("dbus-run-session", "--")


def main(arguments: list[str]) -> int:
    transcript = Path(arguments[1] if len(arguments) > 1 else "build/reader.txt").resolve()
    transcript.parent.mkdir(parents=True, exist_ok=True)
    plan = load_plan(asset("plan/hebei-2022"))
    body = next(body for body in plan.bodies if body.name == BODY)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "自评估数据.db"
        with closing(open_store(file)) as db:
            save_profile(db, Profile(role=Role.CLERK, year=YEAR, department=body.id))
        heard = subprocess.run(
            [*ON_A_SCREEN, *ON_A_BUS, SYSTEM_PYTHON, str(HERE / "client.py"), str(ITEMS),
             str(transcript), sys.executable, "main.py", "--data", folder],
            env={**os.environ, **SPOKEN, "PYTHONUTF8": "1"}, check=False, timeout=300,
        )  # fmt: skip
        troubles = "".join(log.read_text("utf-8") for log in (Path(folder) / "日志").glob("*"))
        with closing(open_store(file)) as db:
            answers = fetch_answers(db, YEAR, body.id)
    done = [one for one in answers.values() if one.get("state") == State.DONE and one.get("done")]
    print(f"{len(done)} of {ITEMS} items filled in; heard: {transcript}")
    print(troubles, end="")
    return heard.returncode or int(len(done) < ITEMS or "CRITICAL" in troubles)


SPOKEN = {
    "QT_QPA_PLATFORM": "xcb",
    "QT_ACCESSIBILITY": "1",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "LC_ALL": "zh_CN.UTF-8",
    "LANGUAGE": "zh_CN",
}

if __name__ == "__main__":
    sys.exit(main(sys.argv))
