"""Makes assets/licences/third-party.txt: what the program is built on, and under which terms.

With a folder, a built program, it does so there, and adds the terms of the system's libraries
that the build took along.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
LICENCES = "assets/licences"
INSIDE = "_internal"
WINDOWS = sys.platform == "win32"
KEPT = ROOT / ".ci/licences"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
LICENCE_FILE = re.compile(r"(?i)\.dist-info/(?!.*/_vendor/).*(licen[cs]e|copying|notice)[^/]*$")
RULE = "=" * 78
QT = {"pyside6-essentials", "shiboken6"}
COMPILED_IN = {"cffi": ["python/libffi.txt"]}  # what a wheel holds without its terms
LIBRARIES = (".so", ".dll", ".pyd")
LEFT_OUT = {"pip": "只是 sqlite-utils 声明的依赖，构建出的程序不含它。"}

OPENING = """\
第三方组件与许可

河北区碳达峰年度自评估 {version} 本身按 MIT 许可发布（见 LICENSE）。它使用了下列组件，谨向作者致谢。
本文件由 .ci/collect-licences.py 根据 requirements.txt 和已安装的软件包生成，请勿手改。

{rule}
Qt 与 Qt for Python：PySide6-Essentials、Shiboken6 {qt}
许可：GNU LGPL 第 3 版，全文见同一文件夹的 LGPL-3.0.txt 和 GPL-3.0.txt
{rule}

Copyright (C) The Qt Company Ltd. and other contributors.

本程序使用未经修改的 Qt 库，以动态链接方式随程序附带。您可以用自己编译的同版本 Qt 库
替换程序文件夹里的对应文件（_internal/PySide6 和 _internal/shiboken6），也可以为调试
这类替换而对程序做反向工程。Qt 与 Qt for Python 的源代码：

    https://download.qt.io/archive/qt/                  Qt {qt_library}，标签 v{qt_library}
    https://code.qt.io/cgit/pyside/pyside-setup.git/    标签 v{qt}

不能上网的，可以向发给您本程序的单位索取上述两份完整的对应源代码：自收到本程序之日起三年内，
凭本文件，由该单位用光盘或U盘提供，只收介质和邮寄的成本。Linux 版所附的 fcitx 输入法插件
（fcitx-qt5，LGPL-2.1-or-later）同样办理。转发本程序时，请把这一条和源代码一并转交。

Qt 自身包含的第三方代码（ICU、PCRE2、HarfBuzz、libpng、FreeType、zlib 等）及其许可：

    https://doc.qt.io/qt-6.8/licenses-used-in-qt.html

{rule}
Python 与 SQLite
{rule}

Python：Python Software Foundation License，全文见同一文件夹的 Python.txt。
SQLite：公有领域（https://www.sqlite.org/copyright.html）。

{rule}
字体 Hebei Sans：由 Noto Sans CJK SC（思源黑体）裁剪、转换、改名，SIL Open Font License 1.1
{rule}

{font}

{rule}
图标：Lucide，ISC 许可；程序图标 app.svg 为本项目自绘
{rule}

{icons}
"""


def pinned(lock: str) -> list[str]:
    """The names of the packages in *lock*, each once."""
    return list(dict.fromkeys(PINNED.findall(lock)))


def terms_of(package: Distribution) -> str:
    """The licence in a word or two, as the package's author names it."""
    about = package.metadata
    if package.name.lower().replace("_", "-") in QT:
        return "LGPL-3.0-only"  # of the three it is offered under
    if expression := about.get("License-Expression"):
        return expression
    classes = [c for c in about.get_all("Classifier", []) if c.startswith("License :: ")]
    if classes:
        return "、".join(c.rpartition(" :: ")[2] for c in classes)
    return about.get("License", "").partition("\n")[0] or "见下文"


def texts_of(package: Distribution) -> Iterator[str]:
    """The licence files that came with the package."""
    for file in sorted(package.files or (), key=str):
        if LICENCE_FILE.search(file.as_posix()):
            text = Path(str(file.locate())).read_text("utf-8", "replace")
            yield "\n".join(line.rstrip() for line in text.strip().splitlines())


def kept_text(name: str) -> str:
    text = (KEPT / name).read_text("utf-8")
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def entry(name: str) -> str:
    """The *name*d package, its terms and their text."""
    package = distribution(name)
    head = [RULE, f"{package.name} {package.version}", f"许可：{terms_of(package)}", RULE]
    if name in LEFT_OUT:
        body = [LEFT_OUT[name]]
    elif name in QT:
        body = ["见本文件开头关于 Qt 的说明。"]
    else:
        body = [*texts_of(package), *map(kept_text, COMPILED_IN.get(name, ()))]
    if not body:
        raise LookupError(f"{name} came without a licence")
    return "\n".join(head) + "\n\n" + "\n\n".join(body) + "\n"


def third_party() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    opening = OPENING.format(
        version=project["version"],
        qt=(qt := distribution("PySide6-Essentials").version),
        qt_library=".".join(qt.split(".")[:3]),
        rule=RULE,
        font=(ROOT / "assets/fonts/OFL.txt").read_text("utf-8").strip(),
        icons=(ROOT / "assets/icons/LICENSE").read_text("utf-8").strip(),
    )
    names = pinned((ROOT / "requirements.txt").read_text("utf-8"))
    return "\n".join([opening, *(entry(name) for name in names)])


def owner(library: Path) -> str:
    """The Debian package of this system that *library* belongs to; "": none is known."""
    try:
        found = subprocess.run(
            ["dpkg-query", "--search", f"*/{library.name}"],
            check=False,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        return ""
    return found.stdout.partition(":")[0]


def libraries_of_packages() -> set[str]:
    """File names of the libraries that came with the packages, whose terms are in their entries."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    files = (file for name in pinned(lock) for file in distribution(name).files or ())
    return {file.name for file in files if any(sign in file.name for sign in LIBRARIES)}


def collect_system_licences(program: Path) -> None:
    """Put each system library's copyright file into the built *program*, named by package."""
    inside = program / INSIDE
    own = libraries_of_packages()
    libraries = [
        p for p in sorted(inside.glob("*.so*")) if not p.is_symlink() and p.name not in own
    ]
    target = inside / LICENCES / "system"
    target.mkdir(exist_ok=True)
    unknown = []
    for library in libraries:
        copyright_file = Path("/usr/share/doc") / (package := owner(library)) / "copyright"
        if package and copyright_file.exists():
            (target / f"{package}.txt").write_bytes(copyright_file.read_bytes())
        else:
            unknown.append(library.name)
    print(f"Licences of {len(libraries) - len(unknown)} system libraries: {target}")
    if unknown:
        print(f"No licence found for {', '.join(unknown)}", file=sys.stderr)


def collect_kept_licences(program: Path) -> None:
    """Put the terms of what a Python holds that isn't Debian's into the built *program*."""
    target = program / INSIDE / LICENCES / "system"
    target.mkdir(exist_ok=True)
    kinds = ["python", "windows"] if WINDOWS else ["python"]
    texts = [text for kind in kinds for text in sorted((KEPT / kind).glob("*.txt"))]
    for text in texts:
        (target / text.name).write_bytes(text.read_bytes())
    print(f"Licences of what Python holds, {len(texts)} files: {target}")


def main(words: list[str]) -> None:
    root = Path(words[0]) / INSIDE if words else ROOT
    target = root / LICENCES / "third-party.txt"
    target.write_text(third_party(), "utf-8", newline="\n")
    print(f"Licences of the packages: {target}")
    if words:
        if not WINDOWS:
            collect_system_licences(Path(words[0]))
        if sys.base_prefix != "/usr":
            collect_kept_licences(Path(words[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
