"""The lines of a table, decoded and counted, with those of the current row at hand."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from kg.facts.read.wording import decode

LONGEST_CELL = 4_000_000
_LONGEST_LINE = 2 * LONGEST_CELL
_CHUNK = 1 << 18
_OLD_LINE_END = re.compile(rb"\r(?!\n|$)")


def skip_line(stream: BinaryIO, begin: bytes) -> None:
    """Read past the end of the line that begins so."""
    while begin and not begin.endswith(b"\n"):
        begin = stream.readline(_CHUNK)


class Lines(Iterator[str]):
    """The lines of a stream, which end in line feeds, carriage returns or both.

    Attributes:
        number: 1-based number of the last line given.
        row: The lines given since a row was begun.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: deque[bytes] = deque()
        self._row: list[bytes] = []
        self.row: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        data = self._waiting.popleft() if self._waiting else self._read()
        if not data:
            raise StopIteration
        line = decode(data).replace("\x00", " ")
        self.number += 1
        self._row.append(data)
        self.row.append(line)
        return line

    def begin_row(self) -> None:
        """Let go of the lines given so far."""
        self._row.clear()
        self.row.clear()

    def give_back(self, position: int) -> None:
        """Give the current row's lines from this position on once more."""
        self.number -= len(self.row) - position
        self._waiting.extendleft(reversed(self._row[position:]))
        del self._row[position:], self.row[position:]

    def has_open_quote(self) -> bool:
        """Whether the current row goes over lines and one of its quotes is not closed."""
        return len(self.row) > 1 and sum(line.count('"') for line in self.row) % 2 == 1

    def digest(self) -> str:
        """SHA-256 of the current row's bytes."""
        return hashlib.sha256(b"".join(self._row)).hexdigest()

    def _read(self) -> bytes:
        data = self._stream.readline(_LONGEST_LINE)
        if not _OLD_LINE_END.search(data):
            if len(data) == _LONGEST_LINE:
                skip_line(self._stream, data)
            return data
        first, *others = _OLD_LINE_END.sub(b"\r\n", data).splitlines(keepends=True)
        self._waiting.extend(others)
        return first
