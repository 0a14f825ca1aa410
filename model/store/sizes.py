"""Sizes as people say them."""


def size_text(size: int) -> str:
    """*size* [bytes]: '1.2 MB'."""
    for unit, share in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= share:
            return f"{size / share:.1f} {unit}"
    return f"{size} 字节"
