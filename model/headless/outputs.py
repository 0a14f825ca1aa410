"""Which files a command reads and writes, and that it harms none that is there."""

from collections.abc import Iterator
from pathlib import Path

from model.errors import AppError
from model.headless.arguments import Arguments

READ = ("text", "corrections", "edited", "second", "settled", "after", "plan", "folder")
WRITTEN = ("output", "report", "workbook", "differences")
OTHER_NAME = "请换一个文件名。"


def refuse_harm(asked: Arguments) -> None:
    """Nobody is there to be asked whether a file may be replaced.

    Raises:
        AppError: what is to be written is a file that is read, or a second time the same, or is
            there and was not given up by --replace.
    """
    read = {path.resolve() for path in (*_named(asked, READ), *vars(asked).get("files", ()))}
    written: set[Path] = set()
    for path in _named(asked, WRITTEN):
        place = path.resolve()
        if place in read:
            raise AppError(
                f"“{path.name}”是要读的文件，不能又写到它上面。", hint="请换一个文件名。"
            )
        if place in written:
            raise AppError(f"两个文件都要写成“{path.name}”。", hint="请换一个文件名。")
        if path.is_file() and not asked.replace:
            raise AppError(
                f"“{path.name}”已经在那里，没有覆盖，什么也没有写出。",
                hint="请换一个文件名；确实不要原来那个了，再加上 --replace。",
            )
        written.add(place)


def _named(asked: Arguments, names: tuple[str, ...]) -> Iterator[Path]:
    for name in names:
        if isinstance(path := getattr(asked, name, None), Path):
            yield path
