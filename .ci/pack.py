"""Packs the built program for handing on, with a checksum beside it.

pack.py FOLDER: a .tar.gz, or on Windows a .zip, named by version, system and processor.
"""

import hashlib
import platform
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def archive_name(program: str) -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    machine = platform.machine().lower()
    return f"{program}-{project['version']}-{platform.system().lower()}-{machine}"


def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """*entry* without the name of whoever built it."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def pack_tar(folder: Path, target: Path) -> None:
    """Links stay links: Qt's libraries would double the size otherwise."""
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        for path in [folder, *sorted(folder.rglob("*"))]:
            name = path.relative_to(folder.parent).as_posix()
            archive.add(path, name, recursive=False, filter=plain)


def pack_zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder.parent).as_posix())


def write_checksum(archive: Path) -> Path:
    """As sha256sum writes it, so that sha256sum --check reads it."""
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    target = archive.with_name(archive.name + ".sha256")
    target.write_text(f"{digest}  {archive.name}\n", "ascii", newline="\n")
    return target


def main(folder: Path) -> None:
    zipped = sys.platform == "win32"
    target = folder.parent / (archive_name(folder.name) + (".zip" if zipped else ".tar.gz"))
    target.unlink(missing_ok=True)
    (pack_zip if zipped else pack_tar)(folder, target)
    checksum = write_checksum(target)
    unpacked = sum(p.stat().st_size for p in folder.rglob("*") if not p.is_symlink())
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB, unpacked {unpacked / 1e6:.0f} MB")
    print(checksum.read_text("ascii"), end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
