"""The data folder that the command line names."""

from pathlib import Path

from model.errors import AppError
from model.paths import DATA_FILE


def named_data_file(folder: Path | None) -> Path | None:
    """The data file in *folder*; None: no folder is named.

    Raises:
        AppError: there is none in it.
    """
    if folder is None:
        return None
    if not (folder / DATA_FILE).is_file():
        raise AppError(
            f"文件夹“{folder}”里没有自评估的数据，什么也没有写出。",
            hint=f"--data 后面要写“{DATA_FILE}”所在的文件夹，请检查写得对不对、U盘是否插好。",
        )
    return folder / DATA_FILE
