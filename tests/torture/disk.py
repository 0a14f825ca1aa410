"""A disk that may lose power: what was flushed is there, of the rest anything may be.

Pessimistic: writes not flushed may be missing, in any order, or torn at 512 bytes; names made,
changed or removed count only when their folder was flushed, whatever was done to the file.
"""

import hashlib
import os
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.torture.tracing import Call

SECTOR = 512
FOLDER = -2  # instead of an inode
Content = bytes | None  # None: a folder
State = dict[str, Content]  # relative path -> content


@dataclass(frozen=True)
class Change:
    """Something not flushed yet, to a file or to the names in a folder."""

    when: int
    inode: int = -1
    place: int = 0
    data: bytes | None = None  # None: cut off at *place*
    removed: str = ""
    added: str = ""
    doubtful: bool = False  # its flush failed: a later one says nothing of it

    @property
    def is_name(self) -> bool:
        return bool(self.removed or self.added)

    def torn(self, at: int) -> "Change":
        assert self.data is not None
        return replace(self, data=self.data[:at])

    def covers(self, other: "Change") -> bool:
        """Whether this one, made later, leaves nothing of *other*."""
        if self.is_name or other.is_name or self.inode != other.inode or self.when < other.when:
            return False
        if self.data is None:
            return self.place <= other.place
        end = other.place + len(other.data or b"")
        return other.data is not None and self.place <= other.place <= end <= self.place + len(
            self.data
        )


@dataclass
class _Handle:
    inode: int = -1
    folder: str | None = None
    position: int = 0


@dataclass
class Disk:
    """Follows the calls of a traced process below *root*, which began as a copy of *before*."""

    before: Path
    root: Path
    acknowledging: int  # the descriptor through which the process says what is done
    acknowledged: int = 0
    _files: dict[int, bytes] = field(default_factory=dict)  # inode -> what is flushed
    _names: dict[str, int] = field(default_factory=dict)  # what is flushed; folders are FOLDER
    _now: dict[str, int] = field(default_factory=dict)  # as the process sees it
    _pending: list[Change] = field(default_factory=list)
    _open: dict[int, _Handle] = field(default_factory=dict)
    _moment: int = 0

    def __post_init__(self) -> None:
        """What lies there at the beginning is flushed."""
        for path in sorted(self.before.rglob("*")):
            name = path.relative_to(self.before).as_posix()
            if path.is_dir():
                self._names[name] = FOLDER
            else:
                self._names[name] = len(self._files)
                self._files[len(self._files)] = path.read_bytes()
        self._now = dict(self._names)

    def follow(self, call: Call) -> bool:
        """Whether *call* changed what a power cut may leave."""
        self._moment += 1
        step = getattr(self, f"_{call.name}", None)
        if step is None:
            raise NotImplementedError(call.name)
        before = len(self._pending), self.acknowledged
        step(call)
        return (len(self._pending), self.acknowledged) != before

    def states(self, draw: random.Random, at_most: int) -> Iterator[State]:
        """What a power cut at this moment may leave: with the order of writes kept, and without."""
        pending = self._pending
        chosen: list[list[Change]] = [[], pending]
        chosen += [pending[:end] for end in range(max(1, len(pending) - 3), len(pending))]
        if pending and pending[-1].data:
            sectors = range(SECTOR, len(pending[-1].data), SECTOR)
            chosen += [
                [*pending[:-1], pending[-1].torn(at)]
                for at in draw.sample(sectors, min(max(2, at_most // 3), len(sectors)))
            ]
        for out in draw.sample(pending, min(3, len(pending))):
            chosen += [[one for one in pending if one is not out], [out]]
        while len(chosen) < at_most and len(pending) > 2:
            chosen.append([self._perhaps_torn(one, draw) for one in pending if draw.random() < 0.5])
        for changes in chosen[:at_most]:
            yield self._after(changes)

    def _perhaps_torn(self, change: Change, draw: random.Random) -> Change:
        if change.data and len(change.data) > SECTOR and draw.random() < 0.2:
            return change.torn(draw.randrange(SECTOR, len(change.data), SECTOR))
        return change

    def _after(self, changes: Iterable[Change]) -> State:
        names = dict(self._names)
        files: dict[int, bytearray] = {}
        for change in changes:
            if change.is_name:
                names.pop(change.removed, None)
                if change.added:
                    names[change.added] = change.inode
            else:
                content = files.setdefault(
                    change.inode, bytearray(self._files.get(change.inode, b""))
                )
                _apply(content, change)
        return {
            name: None if inode == FOLDER else bytes(files.get(inode, self._files.get(inode, b"")))
            for name, inode in sorted(names.items())
            if _has_folder(name, names)
        }

    # Names.

    def _relative(self, path: str) -> str | None:
        """None: not on this disk. "": the root."""
        whole = Path(os.path.normpath(path))
        if whole != self.root and self.root not in whole.parents:
            return None
        return "" if whole == self.root else whole.relative_to(self.root).as_posix()

    def _openat(self, call: Call) -> None:
        name, flags = self._relative(call.path(1)), str(call.arguments[2])
        if name is None:
            return
        if name == "" or self._now.get(name) == FOLDER:
            self._open[call.result] = _Handle(folder=name)
            return
        if name not in self._now:
            inode = len(self._files)
            self._files[inode] = b""
            self._rename_now(added=name, inode=inode)
        handle = _Handle(inode=self._now[name])
        self._open[call.result] = handle
        if "O_TRUNC" in flags:
            self._change(handle.inode, 0, None)

    def _rename_now(self, *, removed: str = "", added: str = "", inode: int) -> None:
        if removed:
            del self._now[removed]
        if added:
            self._now[added] = inode
        self._pending.append(Change(self._moment, inode, removed=removed, added=added))

    def _rename(self, call: Call) -> None:
        old, new = (self._relative(call.path(place)) for place in (0, 1))
        if old and new:
            self._rename_now(removed=old, added=new, inode=self._now[old])

    def _renameat(self, call: Call) -> None:
        self._rename(Call("rename", (call.arguments[1], call.arguments[3]), call.result))

    _renameat2 = _renameat

    def _link(self, call: Call) -> None:
        old, new = (self._relative(call.path(place)) for place in (0, 1))
        if old and new:
            self._rename_now(added=new, inode=self._now[old])

    def _linkat(self, call: Call) -> None:
        self._link(Call("link", (call.arguments[1], call.arguments[3]), call.result))

    def _unlink(self, call: Call) -> None:
        if name := self._relative(call.path(0)):
            self._rename_now(removed=name, inode=self._now[name])

    def _unlinkat(self, call: Call) -> None:
        self._unlink(Call("unlink", call.arguments[1:], call.result))

    def _mkdir(self, call: Call) -> None:
        if name := self._relative(call.path(0)):
            self._rename_now(added=name, inode=FOLDER)

    def _mkdirat(self, call: Call) -> None:
        self._mkdir(Call("mkdir", call.arguments[1:], call.result))

    # Contents.

    def _change(self, inode: int, place: int, data: bytes | None) -> None:
        self._pending.append(Change(self._moment, inode, place, data))

    def _write(self, call: Call) -> None:
        data = call.arguments[1]
        assert isinstance(data, bytes)
        if handle := self._open.get(call.number(0)):
            self._change(handle.inode, handle.position, data[: call.result])
            handle.position += call.result

    def _writev(self, call: Call) -> None:
        if call.number(0) != self.acknowledging:
            raise NotImplementedError(call.name)
        self.acknowledged += any(b"DONE" in one for one in call.arguments if isinstance(one, bytes))

    def _pwrite64(self, call: Call) -> None:
        data = call.arguments[1]
        assert isinstance(data, bytes)
        if handle := self._open.get(call.number(0)):
            self._change(handle.inode, call.number(3), data[: call.result])

    def _sendfile(self, call: Call) -> None:
        target, source = self._open.get(call.number(0)), self._open.get(call.number(1))
        if target and source and call.result:
            data = self._visible(source.inode)[target.position :][: call.result]
            self._change(target.inode, target.position, data)
            target.position += call.result

    def _visible(self, inode: int) -> bytes:
        content = bytearray(self._files[inode])
        for change in self._pending:
            if change.inode == inode and not change.is_name:
                _apply(content, change)
        return bytes(content)

    def _lseek(self, call: Call) -> None:
        if handle := self._open.get(call.number(0)):
            handle.position = call.result

    def _ftruncate(self, call: Call) -> None:
        if handle := self._open.get(call.number(0)):
            self._change(handle.inode, call.number(1), None)

    def _close(self, call: Call) -> None:
        self._open.pop(call.number(0), None)

    # Flushing.

    def _fsync(self, call: Call) -> None:
        if not (handle := self._open.get(call.number(0))):
            return
        if handle.folder is not None:
            self._flush_names(handle.folder, failed=call.result < 0)
        elif call.result < 0:
            self._pending = [
                replace(one, doubtful=True) if one.inode == handle.inode else one
                for one in self._pending
            ]
        else:
            self._flush_file(handle.inode)

    def _flush_file(self, inode: int) -> None:
        """Systems forget about data whose flush has failed; the next flush succeeds without it."""
        of_file = [one for one in self._pending if one.inode == inode and not one.is_name]
        flushed = [one for one in of_file if not one.doubtful]
        content = bytearray(self._files[inode])
        for change in flushed:
            _apply(content, change)
        self._files[inode] = bytes(content)
        gone = {id(one) for one in flushed}
        gone |= {id(one) for one in of_file if any(later.covers(one) for later in flushed)}
        self._pending = [one for one in self._pending if id(one) not in gone]

    def _flush_names(self, folder: str, *, failed: bool) -> None:
        if failed:
            return
        for change in [one for one in self._pending if one.is_name]:
            if folder in {_folder(name) for name in (change.removed, change.added) if name}:
                self._names.pop(change.removed, None)
                if change.added:
                    self._names[change.added] = change.inode
                self._pending.remove(change)

    _fdatasync = _fsync


def digest(state: State) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for name, content in state.items():
        whole.update(f"{name}\0{content is None} {len(content or b'')}\0".encode())
        whole.update(content or b"")
    return whole.digest()


def put(state: State, folder: Path) -> None:
    """Make *folder*, which is empty, what a power cut left."""
    for name, content in state.items():
        if content is None:
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).write_bytes(content)


def _apply(content: bytearray, change: Change) -> None:
    if change.data is None:
        del content[change.place :]
        content.extend(bytes(change.place - len(content)))
        return
    if len(content) < change.place:
        content.extend(bytes(change.place - len(content)))
    content[change.place : change.place + len(change.data)] = change.data


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _has_folder(name: str, names: dict[str, int]) -> bool:
    above = _folder(name)
    return not above or (above in names and _has_folder(above, names))
