"""Puts beside a built program what the person who carries it to a PC needs: launcher, notes, icons.

put-beside.py FOLDER windows
put-beside.py FOLDER linux MACHINE GLIBC
"""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
BESIDE = ROOT / ".ci/beside"
ENCODINGS = {".cmd": "gbk", ".txt": "utf-8-sig"}  # as Chinese Windows reads them
PROGRAM = 0o755


def put(folder: Path, system: str, machine: str = "", glibc: str = "") -> list[Path]:
    """Write the files for *system* into *folder*, filled in, and say which."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    words = {"@VERSION@": project["version"], "@MACHINE@": machine, "@GLIBC@": glibc}
    written = []
    for source in sorted((BESIDE / system).iterdir()):
        text = source.read_text("utf-8")
        for sign, word in words.items():
            text = text.replace(sign, word)
        target = folder / source.name
        if system == "windows":
            encoding = ENCODINGS[source.suffix]
            target.write_text(text, encoding, newline="\r\n")
        else:
            target.write_text(text, "utf-8", newline="\n")
        if source.suffix == ".sh":
            target.chmod(PROGRAM)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in put(Path(sys.argv[1]), *sys.argv[2:]):
        print(path)
