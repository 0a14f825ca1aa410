"""Makes ucrtbase.dll for a Wine prefix: Wine's own, and the complex functions it lacks.

make-ucrt.py WINES PREFIX WORK
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CROSS = "x86_64-w64-mingw32-"
EXPORT = re.compile(r"^\t\[ *\d+\](?: \+base\[ *\d+\])?(?:  *[0-9a-f]{4})? (\S+)$", re.MULTILINE)
LACKING = (
    "ccos ccosh cexp csin csinh ctan ctanh clog csqrt conj cacos cacosh casin casinh catan catanh"
    " cabs carg cimag creal cpow"
)
MARK, COPIED = b"Wine builtin DLL", b"Wine's copied   "
MARK_AT = 0x40


def exports(library: Path) -> list[str]:
    dumped = subprocess.run(
        [f"{CROSS}objdump", "-p", library], capture_output=True, text=True, check=True
    )
    return EXPORT.findall(dumped.stdout.split("[Ordinal/Name Pointer] Table")[-1])


def main(wines: Path, prefix: Path, work: Path) -> None:
    system = prefix / "drive_c/windows/system32"
    own = {
        name + kind: name + kind.replace("l", "")
        for name in LACKING.split()
        for kind in ("", "f", "l")
    }
    names = exports(wines)
    image = bytearray(wines.read_bytes())
    if len(names) < 2000 or image[MARK_AT : MARK_AT + len(MARK)] != MARK:
        raise SystemExit(f"{wines} is not Wine's C runtime as it was known: {len(names)} names")
    lines = [
        f"  {name} = shim_{own[name]}" if name in own else f"  {name} = ucrtwine.{name}"
        for name in names
    ]
    definition = work / "ucrtbase.def"
    definition.write_text("\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines, ""]), "ascii")
    switches = ["-O2", "-s", "-static", "-fno-builtin", "-shared"]
    subprocess.run(
        [f"{CROSS}gcc", *switches, "-o", system / "ucrtbase.dll", HERE / "complex.c", definition],
        check=True,
    )
    image[MARK_AT : MARK_AT + len(MARK)] = COPIED
    (system / "ucrtwine.dll").write_bytes(image)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
