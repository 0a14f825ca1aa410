"""Fills in items by keys, led by nothing but what the accessibility bus says.

client.py ITEMS TRANSCRIPT PROGRAM ARGUMENT…, with the system's Python.
"""

import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

EVENTS = (
    "object:state-changed:focused",
    "object:state-changed:checked",
    "object:announcement",
    "object:active-descendant-changed",
    "object:property-change:accessible-description",
    "window:activate",
)
PATIENCE_S, QUIET_S = 60, 1.5  # for the window; until nothing more is said
REQUIRED, ROW = "必填", "列表项目"  # as the bus has it under zh_CN


class Reader:
    """What a screen reader would say, in its order."""

    def __init__(self, transcript: Path) -> None:
        self.heard: list[str] = []
        self._focus: Atspi.Accessible | None = None
        self._transcript = transcript
        self._last = time.monotonic()
        self._listener = Atspi.EventListener.new(self._on_event)
        for event in EVENTS:
            self._listener.register(event)

    def _on_event(self, event: Atspi.Event) -> None:
        try:
            words = self._words(event)
        except GLib.Error:  # it is gone already
            return
        if words:
            self._last = time.monotonic()
            if self.heard[-1:] != [words]:
                self.heard.append(words)

    def _words(self, event: Atspi.Event) -> str:
        said = ""
        match event.type:
            case "object:state-changed:focused" if event.detail1:
                self._focus = event.source
                said = f"［{told(event.source)}］"
            case "object:active-descendant-changed":
                said = f"［{told(event.any_data or event.source)}］"
            case "object:state-changed:checked" if event.detail1:
                said = f"选中：{event.source.get_name()}"
            case "object:announcement":
                said = f"《{event.any_data}》"
            case "object:property-change:accessible-description" if event.source == self._focus:
                said = f"（{event.source.get_description()}）"
            case "window:activate":
                said = f"窗口：{event.source.get_name()}"
        return said

    def listen(self, seconds: float = QUIET_S) -> list[str]:
        """What is said until nothing has been for a while."""
        start = len(self.heard)
        self._last = time.monotonic()
        while time.monotonic() - self._last < seconds:
            GLib.MainContext.default().iteration(may_block=False)
            time.sleep(0.01)
        return self.heard[start:]

    def note(self, what: str) -> None:
        self.heard.append(f"→ {what}")

    def write(self) -> None:
        self._transcript.write_text("\n".join(self.heard) + "\n", "utf-8")


def told(thing: Atspi.Accessible) -> str:
    """Name, role, states that are said, description."""
    states = thing.get_state_set()
    said = [
        word
        for state, word in (
            (Atspi.StateType.CHECKED, "已选"),
            (Atspi.StateType.SELECTED, "当前"),
            (Atspi.StateType.READ_ONLY, "只读"),
        )
        if states.contains(state)
    ]
    parts = (thing.get_name(), thing.get_localized_role_name(), *said, thing.get_description())
    return "，".join(part for part in parts if part)


def press(reader: Reader, *keys: str) -> list[str]:
    """Presses keys as a hand does, the last with the others held down."""
    reader.note("+".join(keys))
    subprocess.run(["xdotool", "key", "+".join(keys)], check=True)
    return reader.listen()


def write(reader: Reader, words: str) -> list[str]:
    reader.note(f"输入“{words}”")
    subprocess.run(["xdotool", "type", "--delay", "40", words], check=True)
    return reader.listen()


def main(items: int, transcript: Path, command: list[str]) -> int:
    program = subprocess.Popen(command)
    manager = subprocess.Popen(["openbox"])
    reader = Reader(transcript)
    try:
        begin = time.monotonic()
        while not any("窗口" in one or "［" in one for one in reader.heard):
            reader.listen(0.3)
            if time.monotonic() - begin > PATIENCE_S:
                print("nothing came over the bus", file=sys.stderr)
                return 2
        reader.listen(3)
        press(reader, "F3")
        return fill(reader, items)
    finally:
        reader.write()
        program.terminate()
        program.wait(20)
        manager.terminate()


def fill(reader: Reader, items: int) -> int:
    """Goes from one item that is not answered to the next; 0 where all could be heard."""
    seen: set[str] = set()
    for number in range(items):
        came = press(reader, "ctrl", "m")
        item = next((one for one in came if ROW in one), "")
        if not item or item in seen:
            print(f"item {number + 1}: nobody says which it is: {came}", file=sys.stderr)
            return 1
        seen.add(item)
        chosen = press(reader, "ctrl", "1")
        field = next((one for one in reversed(chosen) if one.startswith("［")), "")
        if "选中：完成" not in chosen or REQUIRED not in field:
            print(f"item {number + 1}: no field that must be filled: {chosen}", file=sys.stderr)
            return 1
        write(reader, f"Done {number + 1}")
    press(reader, "ctrl", "s")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
