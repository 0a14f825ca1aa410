"""The words of the command line."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from model.workbook.text import readable

DESCRIPTION = "河北区碳达峰年度自评估。不带命令时打开窗口；没有显示器时在示例数据上走一遍全过程。"
SAMPLE_YEAR = 2025
OPTIONS = {
    "-h",
    "--help",
    "--data",
    "--plan",
    "--self-test",
    "--year",
    "-o",
    "--output",
    "--report",
    "--corrections",
    "--workbook",
    "--edited",
    "--after",
    "--second",
    "--differences",
    "--settled",
    "--by",
    "--replace",
}


class Arguments(argparse.Namespace):
    """The words given. `command` is "" if no command was given."""

    command: str
    self_test: bool
    self_report: Path | None
    data: Path | None
    plan: Path | None
    folder: Path
    output: Path
    report: Path | None = None
    department: str
    files: list[Path]
    text: Path
    corrections: Path | None = None
    workbook: Path | None = None
    edited: Path | None = None
    after: Path | None = None
    second: Path | None = None
    differences: Path | None = None
    settled: Path | None = None
    year: int | None = None
    package: Path | None = None
    by: str = ""
    replace: bool = False

    @property
    def window(self) -> bool:
        """Whether a window is wanted and can be shown."""
        return self.self_test or (not self.command and has_display())


class Parser(argparse.ArgumentParser):
    """Tells in Chinese what is wrong."""

    def error(self, message: str) -> NoReturn:
        del message  # argparse's own words are English
        said = (word for word in sys.argv[1:] if word.startswith("-"))
        odd = [word for word in said if word.partition("=")[0] not in OPTIONS]
        usage = self.format_usage().replace("usage:", "用法：", 1)
        named = f"不认识“{readable(odd[0])}”。文件名以“-”开头的，请在前面加“./”。" if odd else ""
        self.exit(2, f"命令写得不对。{named}\n{usage}")


def parse_arguments(words: Sequence[str]) -> Arguments:
    """The arguments in *words*. Wrong words end the process with exit code 2 and a sentence, as
    usual on a command line.
    """
    parser = Parser(prog="main.py", description=DESCRIPTION)
    data = "数据文件夹，开窗口时默认用本机用户的；template、check、merge 只用这里指明的"
    parser.add_argument("--data", type=Path, metavar="文件夹", help=data)
    parser.add_argument(
        "--plan", type=Path, metavar="方案", help="方案数据的文件夹或文件，默认用随程序带的"
    )
    parser.add_argument("--self-test", action="store_true", help="自检后退出")
    parser.add_argument(
        "--report", type=Path, dest="self_report", metavar="文件", help="自检报告另写入这个文件"
    )
    commands = parser.add_subparsers(dest="command", metavar="命令")

    demo = commands.add_parser("demo", help="用示例数据填报、导出、合并，写到一个文件夹")
    demo.add_argument("folder", type=Path, metavar="文件夹")
    demo.add_argument("--year", type=int, metavar="年度")

    plan = commands.add_parser("plan", help="把方案数据以 JSON 输出")
    plan.add_argument("folder", type=Path, nargs="?", metavar="方案")
    plan.add_argument("--loads", action="store_true", help="改为列出各单位按建议分工有多少事项")
    plan.add_argument("--year", type=int, metavar="年度", help="只数这一年问的（连同 --loads）")

    file = commands.add_parser("plan-file", help="把方案数据的文件夹写成一个密封、签名的文件")
    file.add_argument("folder", type=Path, metavar="方案文件夹")
    file.add_argument("-o", "--output", type=Path, required=True, metavar="方案数据.xlsx")
    file.add_argument("--by", default="", metavar="经办人")

    draft = commands.add_parser("plan-draft", help="读方案的文字，写出方案数据的初稿")
    draft.add_argument("text", type=Path, metavar="方案文件", help="“-”表示读粘贴进来的文字")
    draft.add_argument("-o", "--output", type=Path, required=True, metavar="新文件夹")
    draft.add_argument("--corrections", type=Path, metavar="更正.toml", help="核对后的更正")
    draft.add_argument("--workbook", type=Path, metavar="初稿.xlsx", help="另写成可以改的工作簿")
    draft.add_argument("--edited", type=Path, metavar="改过.xlsx", help="照改过的工作簿")
    draft.add_argument("--second", type=Path, metavar="另一份", help="另一个人改的，与前一份比对")
    draft.add_argument("--differences", type=Path, metavar="比对.xlsx", help="写出不同之处")
    draft.add_argument("--settled", type=Path, metavar="定好.xlsx", help="照定好的比对表")
    draft.add_argument("--after", type=Path, metavar="上一版方案", help="沿用上一版的编号")

    template = commands.add_parser("template", help="写出一个单位的填报模板（空表）")
    template.add_argument("department", metavar="责任单位")
    template.add_argument("-o", "--output", type=Path, required=True, metavar="模板.xlsx")
    template.add_argument("--year", type=int, metavar="年度")

    merge = commands.add_parser("merge", help="合并一个文件夹里的工作簿，写出汇总和报告")
    merge.add_argument("folder", type=Path, metavar="文件夹")
    merge.add_argument("-o", "--output", type=Path, required=True, metavar="汇总.xlsx")
    merge.add_argument("--report", type=Path, metavar="报告.docx", help="另写出评估报告")
    merge.add_argument("--year", type=int, metavar="年度", help="默认取文件中最多的年度")

    for writer in (file, draft, template, merge):
        writer.add_argument("--replace", action="store_true", help="已有的同名文件可以换掉")

    check = commands.add_parser("check", help="检查工作簿能否接收，每个文件输出一行 JSON")
    check.add_argument("files", type=Path, nargs="+", metavar="文件")

    arguments = Arguments()
    *rest, last = words or ("",)
    if last.lower().endswith(".xlsx") and not set(rest) & {*commands.choices, "-o", "--output"}:
        words = rest  # a file that was double-clicked or dragged onto the program
        arguments.package = Path(last)
    return parser.parse_args(words, arguments)


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown; a platform named in the environment is trusted."""
    if sys.platform in {"win32", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
