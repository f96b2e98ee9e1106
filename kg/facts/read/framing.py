"""Studies cut out of JSON of any length: one object, an array, an API page, or one object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LONGEST_RECORD = 64_000_000
_CHUNK = 1 << 18
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_NEXT_STUDY = re.compile(rb'[,\n]\s*(\{\s*"protocolSection")')
_MOST_BROKEN = 100
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
        self._broken = 0
        self.closed = False

    def next_object(self) -> tuple[bytes, str] | None:
        """The bytes of the next object with what is wrong with it, or None after the last."""
        start = self._find_start()
        if start < 0:
            return None
        self._data = self._data[start:]
        end = self._find_end()
        return self._take(end)

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

    def _take(self, end: int) -> tuple[bytes, str]:
        """Cut off the object that ends there, or where the next study begins inside it."""
        problem = "" if end >= 0 else "it does not end: a closing brace or quote is missing"
        end = end if end >= 0 else len(self._data)
        inner = _NEXT_STUDY.search(self._data, 1, end) if self._broken < _MOST_BROKEN else None
        if inner:
            self._broken += 1
            end = inner.start(1)
            problem = "a closing brace or quote is missing before the next study begins"
        taken, self._data = self._data[:end], self._data[end:]
        return taken, problem

    def _read(self) -> bool:
        """Read on; False at the end of the stream."""
        more = self._stream.read(max(_CHUNK, len(self._data)))
        self._data += more
        return bool(more)
