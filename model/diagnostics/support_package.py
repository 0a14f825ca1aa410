"""The support package for those who mend the program: logs, versions, the data file's state.

No answer, no name of a file, of a person or of a department is in it.
"""

import io
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from model.bounded_file import read_bounded
from model.diagnostics.logbook import SIZE, Logbook, described, versions
from model.domain.china_time import moment_words
from model.domain.wording import size_words
from model.errors import AppError
from model.files import write_safely
from model.store.backups import folder_beside, list_backups
from model.store.data_file import open_store
from model.store.disk_errors import DISK_ERRORS
from model.store.integrity import check_data_file

ABOUT = (
    "这份资料供技术人员查找程序差错的原因，包括：程序运行日志、版本、数据文件的检查结果。\n"
    "其中没有填报内容，也没有单位名称、人名和文件名。\n"
)
Texts = Mapping[str, str]  # by name in the archive


def support_texts(logbook: Logbook, data_file: Path, extra: str = "") -> Texts:
    """All texts of the support package, to be looked at before they are handed over.

    Reads the whole data file.

    Args:
        extra: versions that only the window knows.
    """
    texts = {
        "说明.txt": ABOUT,
        "版本.txt": "\n".join(filter(None, (versions(), extra))) + "\n",
        "数据文件检查.txt": "\n".join(_state_of(data_file)) + "\n",
    }
    for path in logbook.files:
        try:
            texts[f"日志/{path.name}"] = read_bounded(path, 4 * SIZE).decode("utf-8", "replace")
        except OSError as error:
            texts[f"日志/{path.name}"] = "\n".join(("读不出来。", *described(error)))
    return texts


def write_support(path: Path, texts: Texts) -> None:
    """Writes *texts* as a zip. Raises: FileNotWritten."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text.encode("utf-8-sig"))
    write_safely(path, packed.getvalue())


def _state_of(data_file: Path) -> list[str]:
    lines = []
    if not data_file.exists():
        return ["数据文件不见了。"]
    try:
        lines.append(f"数据文件：{size_words(data_file.stat().st_size)}")
        with closing(open_store(data_file)) as db:
            tables = [name for name in db.table_names() if not name.startswith("_")]
            lines += [f"{name}：{db.table(name).count} 条" for name in sorted(tables)]
            lines += [str(problem) for problem in check_data_file(db)] or [
                "检查通过，没有发现损坏。"
            ]
    except (AppError, *DISK_ERRORS) as error:
        lines += ["检查没有做完。", *described(error)]
    try:
        lines += [
            f"备份 {backup.number}：{moment_words(backup.made_at)}，{backup.reason}"
            for backup in list_backups(folder_beside(data_file))
        ]
    except AppError as error:
        lines += ["备份文件夹打不开。", *described(error)]
    return lines
