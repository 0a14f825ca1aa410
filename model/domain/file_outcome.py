"""What became of a file that came in."""

from enum import StrEnum


class FileOutcome(StrEnum):
    """Whether a file was taken in, and whether the report in it counts."""

    REFUSED = "未接收"
    UNUSED = "没有计入"  # decided against, or nobody's any more, or a sample
    APART = "待认定"  # whose it is has to be said first
    WARNED = "有提示"
    FINE = "已接收"
