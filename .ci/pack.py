"""Packs a built program for handing on, with a checksum beside it.

    pack.py FOLDER [SYSTEM]

A .tar.gz, or for Windows a .zip, in dist/, named by version and SYSTEM (windows-amd64,
linux-x86_64, …; else this computer's). One program gives the same bytes whoever packs it, and
when: SOURCE_DATE_EPOCH is the time of every file in it.
"""

import gzip
import hashlib
import os
import platform
import sys
import tarfile
import time
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DAY_ONE = 315_532_800  # 1980-01-01, the first day a .zip knows
FOLDER, PROGRAM, FILE = 0o755, 0o755, 0o644


def archive_name(program: str, system: str = "") -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    here = f"{platform.system()}-{platform.machine()}".lower()
    return f"{program}-{project['version']}-{system or here}"


def moment() -> int:
    """Seconds since 1970 that every file in an archive is dated with."""
    return max(int(os.environ.get("SOURCE_DATE_EPOCH", DAY_ONE)), DAY_ONE)


def mode(path: Path) -> int:
    """The rights of *path* without what the packer's own settings make of them."""
    return PROGRAM if path.stat().st_mode & 0o100 else FILE


def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """*entry* without a trace of who built it, and when."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = moment()
    entry.mode = PROGRAM if entry.mode & 0o100 else FILE
    return entry


def pack_tar(folder: Path, target: Path) -> None:
    """Links stay links: Qt's libraries would double the size otherwise."""
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            name = path.relative_to(folder.parent).as_posix()
            archive.add(path, name, recursive=False, filter=plain)


def pack_zip(folder: Path, target: Path) -> None:
    day = time.gmtime(moment())[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # a Unix, so that the rights are read
            entry.external_attr = mode(path) << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=6)


def write_checksum(archive: Path) -> Path:
    """As sha256sum writes it, so that sha256sum --check reads it."""
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    target = archive.with_name(archive.name + ".sha256")
    target.write_text(f"{digest}  {archive.name}\n", "ascii", newline="\n")
    return target


def main(folder: Path, system: str = "") -> None:
    zipped = system.startswith("windows") or (not system and sys.platform == "win32")
    name = archive_name(folder.name, system) + (".zip" if zipped else ".tar.gz")
    target = ROOT / "dist" / name
    target.unlink(missing_ok=True)
    (pack_zip if zipped else pack_tar)(folder, target)
    checksum = write_checksum(target)
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    unpacked = sum(path.stat().st_size for path in files) / 1e6
    packed = target.stat().st_size / 1e6
    print(f"{target}: {packed:.0f} MB, unpacked {unpacked:.0f} MB in {len(files)} files")
    print(checksum.read_text("ascii"), end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), *sys.argv[2:3])
