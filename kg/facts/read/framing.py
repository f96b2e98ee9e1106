"""Studies cut out of JSON of any length: one object, an array, an API page, or one object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LONGEST_RECORD = 64_000_000
_CHUNK = 1 << 18
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_KEY = b'"protocolSection"'
_STUDY = re.compile(rb'\{\s*"protocolSection"')
_BEFORE_KEY = re.compile(rb"[,\n]\s*(\{)\s*$")
_LONGEST_GAP = 64
_PAGE = re.compile(
    rb'\s*\{(?:\s*"(?!protocolSection|studies)\w+"\s*:\s*(?:"[^"]*"|[\w.+-]+)\s*,)*\s*"studies"\s*:\s*\['
)


class Frame(NamedTuple):
    """The bytes of one study, or of what should be one.

    Attributes:
        place: ``study 3`` (counted from 1) or ``line 3``; empty for a study that is the whole file.
        problem: What is wrong with it as a whole; empty if nothing is.
    """

    place: str
    data: bytes
    problem: str = ""


def frames(stream: BinaryIO, head: bytes) -> Iterator[Frame]:
    """The studies of a stream in its order, one in memory at a time.

    Args:
        stream: Positioned at its start.
        head: Its first bytes, already known.
    """
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    line = first.split(b"\n", 1)[0].rstrip()
    page = _PAGE.match(first)
    if page or first.startswith(b"["):
        yield from _array(stream, _skip_to_array(stream, head, page))
    elif line.endswith(b"}") or (b"\n" not in first and len(first) > _CHUNK):
        yield from _lines(stream)
    else:
        yield from _objects(stream)


def _skip_to_array(stream: BinaryIO, head: bytes, page: re.Match[bytes] | None) -> bytes:
    """Read past the opening bracket of the array; what was read after it."""
    read = stream.read(len(head))
    start = read.index(b"[", read.index(b'"studies"') if page else 0)
    return read[start + 1 :]


def _lines(stream: BinaryIO) -> Iterator[Frame]:
    number = 0
    while line := stream.readline(LONGEST_RECORD):
        number += 1
        if len(line) == LONGEST_RECORD and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Frame(f"line {number}", b"", f"the line is longer than {LONGEST_RECORD // 1_000_000} MB")
        elif line.strip():
            yield Frame(f"line {number}", line.strip().removeprefix(b"\xef\xbb\xbf"))


def _skip_line(stream: BinaryIO) -> None:
    while (more := stream.readline(_CHUNK)) and not more.endswith(b"\n"):
        pass


def _objects(stream: BinaryIO) -> Iterator[Frame]:
    """Objects one after another; the only one has no place of its own."""
    previous: Frame | None = None
    for frame in _array(stream, b"", closes=False):
        if previous is not None:
            yield previous
        previous = frame
    if previous is not None:
        yield previous._replace(place="") if previous.place == "study 1" else previous


def _array(stream: BinaryIO, data: bytes, *, closes: bool = True) -> Iterator[Frame]:
    """The objects at the outermost level, up to the array's end.

    Where a bracket or quote is missing, the next object that begins like a study is taken up again.
    """
    number = 0
    scan = _Scan(stream, data)
    while (found := scan.next_object()) is not None:
        number += 1
        yield Frame(f"study {number}", *found)
    if closes and not scan.closed:
        yield Frame(f"after study {number}", b"", "the array is cut off: its closing bracket is missing")


class _Scan:
    """A place in a stream of JSON objects.

    Attributes:
        closed: Whether the end of the array was met.
    """

    def __init__(self, stream: BinaryIO, data: bytes) -> None:
        self._stream = stream
        self._data = data
        self.closed = False

    def next_object(self) -> tuple[bytes, str] | None:
        """The bytes of the next object with what is wrong with it, or None after the last."""
        start = self._find_start()
        if start < 0:
            return None
        self._data = self._data[start:]
        if _STUDY.match(self._data):
            end = self._find_next_study()
            if end >= 0:
                return self._take(end)
        return self._take_by_braces(self._find_end())

    def _find_start(self) -> int:
        """Offset of the next opening brace; -1 at the end of the array or stream."""
        while True:
            found = re.search(rb"[{\]]", self._data)
            if found:
                self.closed = found.group() == b"]"
                return -1 if self.closed else found.start()
            self._data = b""
            if not self._read():
                return -1

    def _find_end(self) -> int:
        """Offset after the brace that closes the object at the start of the data; -1 if none does."""
        depth = at = 0
        while True:
            for token in _TOKEN.finditer(self._data, at):
                sign = token.group()
                if sign == b'"':
                    break
                at = token.end()
                depth += (sign in (b"{", b"[")) - (sign in (b"}", b"]"))
                if depth == 0:
                    return at
            else:
                at = len(self._data)
            if len(self._data) > LONGEST_RECORD or not self._read():
                return -1

    def _find_next_study(self) -> int:
        """Offset of the next object that begins with the key of a study, beyond the first; -1 if there is none."""
        at = len(_KEY)
        while len(self._data) <= LONGEST_RECORD:
            at = self._data.find(_KEY, at)
            if at < 0:
                at = max(len(_KEY), len(self._data) - len(_KEY))
                if not self._read():
                    return -1
                continue
            before = _BEFORE_KEY.search(self._data, max(0, at - _LONGEST_GAP), at)
            if before:
                return before.start(1)
            at += len(_KEY)
        return -1

    def _take(self, end: int) -> tuple[bytes, str]:
        """Cut off the object before the study that begins there."""
        taken, self._data = self._data[:end].rstrip(b", \t\r\n"), self._data[end:]
        return taken, "" if taken.endswith(b"}") else "a closing brace is missing before the next study begins"

    def _take_by_braces(self, end: int) -> tuple[bytes, str]:
        """Cut off the object that ends there, or all that was read if it does not end."""
        problem = "" if end >= 0 else "it does not end: a closing brace or quote is missing"
        end = end if end >= 0 else len(self._data)
        taken, self._data = self._data[:end], self._data[end:]
        return taken, problem

    def _read(self) -> bool:
        """Read on; False at the end of the stream."""
        more = self._stream.read(max(_CHUNK, len(self._data)))
        self._data += more
        return bool(more)
