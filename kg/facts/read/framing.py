"""Studies cut out of JSON of any length: objects, arrays and API pages one after another, or one object a line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from kg.facts.read.lines import skip_line

LONGEST_RECORD = 64_000_000
_CHUNK = 1 << 18
_BOM = b"\xef\xbb\xbf"
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_OPENING = re.compile(rb"[{\[\]]")
_BLANK = b", \t\r\n"
_KEY = b'"protocolSection"'
_STUDY = re.compile(rb'\{\s*"protocolSection"')
_NEXT_STUDY = re.compile(
    rb"[,\n]\s*(\{)\s*"
    rb'"(?:protocolSection|resultsSection|annotationSection|documentSection|derivedSection|hasResults)"\s*:'
)
_BEFORE_KEY = re.compile(rb"[,\n]\s*(\{)\s*$")
_LONGEST_GAP = 64
_LONGEST_STRAY = 60
_STUDIES = re.compile(rb'"studies"\s*:\s*\[')
_PAGE = re.compile(
    rb'\s*\{(?:\s*"(?!protocolSection|studies)\w+"\s*:\s*(?:"[^"]*"|[\w.+-]+)\s*,)*\s*"studies"\s*:\s*\['
)
_LONGEST_PAGE_HEAD = 4096
_STUDY_LINE = re.compile(rb'^[ \t]*\{[^\r\n]*"(?:protocolSection|studies)"[^\r\n]*\}[ \t]*\r?$', re.MULTILINE)


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
    for frame in _lines(stream) if _is_one_a_line(head.removeprefix(_BOM).lstrip()) else _objects(stream):
        yield from _studies(frame)


def line_frames(number: int, line: bytes) -> Iterator[Frame]:
    """The study or the studies of the page on a line; none if it is blank.

    Args:
        number: Of the line, from 1.
    """
    frame = _line(number, line)
    if frame is not None:
        yield from _studies(frame)


def _is_one_a_line(head: bytes) -> bool:
    """Whether each line is an object of its own; so is a first line longer than what is known."""
    if head.startswith(b"[") or _PAGE.match(head):
        return False
    return bool(_STUDY_LINE.search(head)) or not re.search(rb"[\r\n]", head)


def _page_in(data: bytes) -> re.Match[bytes] | None:
    """Where the studies of an API page begin; None if the object is no page."""
    found = _STUDIES.search(data) if b'"studies"' in data else None
    return found if found and not _STUDY.search(data, 0, found.start()) else None


def _studies(frame: Frame) -> Iterator[Frame]:
    """The studies of a frame that may hold a page of them."""
    page = _page_in(frame.data)
    if page is None:
        yield frame
    else:
        yield from _studies_of_page(frame, page)


def _studies_of_page(frame: Frame, page: re.Match[bytes]) -> Iterator[Frame]:
    for study in _objects(io.BytesIO(frame.data[page.end() - 1 :])):
        yield study._replace(place=", ".join(filter(None, (frame.place, study.place))))


def _lines(stream: BinaryIO) -> Iterator[Frame]:
    number = 0
    while line := stream.readline(LONGEST_RECORD):
        number += 1
        frame = _line(number, line)
        if len(line) == LONGEST_RECORD:
            skip_line(stream, line)
        if frame is not None:
            yield frame


def _line(number: int, line: bytes) -> Frame | None:
    """A line, or as much of it as a record may be long; None if it is blank."""
    if len(line) >= LONGEST_RECORD and not line.endswith(b"\n"):
        return Frame(f"line {number}", b"", f"the line is longer than {LONGEST_RECORD // 1_000_000} MB")
    return Frame(f"line {number}", line.strip().removeprefix(_BOM)) if line.strip() else None


def _objects(stream: BinaryIO) -> Iterator[Frame]:
    """Objects one after another, in arrays or not; the only one outside arrays has no place of its own."""
    scan = _Scan(stream)
    alone: Frame | None = None
    for frame in _numbered(scan):
        if alone is not None:
            yield alone
        alone = frame if alone is None and frame.place == "study 1" and not scan.in_array else None
        if alone is None:
            yield frame
    if alone is not None:
        yield alone._replace(place="")


def _numbered(scan: _Scan) -> Iterator[Frame]:
    """The objects of a scan, what stands between them and is none, and a missing end."""
    number = 0
    while (found := scan.next_object()) is not None:
        if scan.stray:
            yield _stray(number, scan.stray)
        if scan.after_array and _KEY not in found[0] and b'"studies"' not in found[0]:
            continue
        number += 1
        yield Frame(f"study {number}", *found)
    if scan.stray:
        yield _stray(number, scan.stray)
    if scan.in_array:
        yield Frame(f"after study {number}", b"", "the array is cut off: its closing bracket is missing")


def _stray(number: int, stray: bytes) -> Frame:
    words = stray[:_LONGEST_STRAY].decode("utf-8", errors="replace")
    return Frame(f"after study {number}" if number else "before study 1", stray, f"this is no study: {words!r}")


class _Scan:
    """A place in a stream of JSON objects. Lengths count from the object at that place.

    Where a bracket or quote is missing, the next object that begins like a study is taken up again.

    Attributes:
        in_array: Whether the place is inside an array.
        after_array: Whether an array has ended and no other has begun.
        stray: What stood before the last object and is neither object nor blank, at least its beginning.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._data = stream.read(_CHUNK).removeprefix(_BOM)
        self._at = 0
        self.in_array = False
        self.after_array = False
        self.stray = b""

    def next_object(self) -> tuple[bytes, str] | None:
        """The bytes of the next object with what is wrong with it, or None after the last."""
        self.stray = b""
        if not self._find_object():
            return None
        to_next = self._length_to_next_study() if _STUDY.match(self._data, self._at) else -1
        if to_next >= 0 and self._ends_well(to_next):
            return self._take(to_next)
        length = self._length_by_braces()
        if length < 0:
            begun = _NEXT_STUDY.search(self._data, self._at + 1)
            to_next = begun.start(1) - self._at if begun and to_next < 0 else to_next
        if to_next >= 0 and not 0 <= length <= to_next:
            return self._take(to_next, "a closing brace is missing before the next study begins")
        if length < 0:
            return self._take(self._known(), "it does not end: a closing brace or quote is missing")
        return self._take(length)

    def _find_object(self) -> bool:
        """Go on to the next opening brace that is not the outermost of a page; False at the end of the stream."""
        while True:
            found = _OPENING.search(self._data, self._at)
            self._pass_over(found.start() if found else len(self._data))
            if found is None:
                if not self._read():
                    return False
            elif found.group() != b"{":
                self._turn(in_array=found.group() == b"[")
            elif not self._enter_page():
                return True

    def _pass_over(self, end: int) -> None:
        if len(self.stray) < _LONGEST_STRAY and not self.after_array:
            self.stray += self._data[self._at : end].strip(_BLANK)
        self._at = end

    def _turn(self, *, in_array: bool) -> None:
        self._at += 1
        self.in_array = in_array
        self.after_array = not in_array

    def _enter_page(self) -> bool:
        """Go into the array of the page that begins here; False if none does."""
        if self.in_array:
            return False
        while self._known() < _LONGEST_PAGE_HEAD and self._read():
            pass
        page = _PAGE.match(self._data, self._at)
        if page:
            self._at = page.end() - 1
        return bool(page)

    def _ends_well(self, length: int) -> bool:
        """Whether what stands there can be one whole study."""
        end = self._at + length
        last = self._data[max(self._at, end - _LONGEST_GAP) : end].rstrip(_BLANK)
        return last.endswith(b"}") and self._data.find(b'"studies"', self._at, end) < 0

    def _length_by_braces(self) -> int:
        """Length up to the brace that closes the object; -1 if none does."""
        depth = length = 0
        while True:
            for token in _TOKEN.finditer(self._data, self._at + length):
                sign = token.group()
                if sign == b'"':
                    break
                length = token.end() - self._at
                depth += (sign in (b"{", b"[")) - (sign in (b"}", b"]"))
                if depth == 0:
                    return length
            else:
                length = self._known()
            if self._known() > LONGEST_RECORD or not self._read():
                return -1

    def _length_to_next_study(self) -> int:
        """Length up to the next object that begins with the key of a study; -1 if there is none."""
        length = len(_KEY)
        while self._known() <= LONGEST_RECORD:
            key = self._data.find(_KEY, self._at + length)
            if key < 0:
                length = max(len(_KEY), self._known() - len(_KEY))
                if not self._read():
                    return -1
                continue
            before = _BEFORE_KEY.search(self._data, max(self._at, key - _LONGEST_GAP), key)
            if before:
                return before.start(1) - self._at
            length = key - self._at + len(_KEY)
        return -1

    def _take(self, length: int, problem: str = "") -> tuple[bytes, str]:
        """Cut off the object up to there."""
        taken = self._data[self._at : self._at + length].rstrip(_BLANK)
        self._at += length
        return taken, problem

    def _known(self) -> int:
        """Number of bytes read from the place on."""
        return len(self._data) - self._at

    def _read(self) -> bool:
        """Read on; False at the end of the stream."""
        more = self._stream.read(max(_CHUNK, self._known()))
        self._data = self._data[self._at :] + more
        self._at = 0
        return bool(more)
