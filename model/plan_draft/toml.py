"""TOML as the plan's folders have it."""

import json
from decimal import Decimal

Value = str | int | bool | Decimal | list[str] | list[int] | None


def lines(*entries: tuple[str, Value]) -> str:
    """TOML; what is None is left out."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in entries if value is not None)


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
