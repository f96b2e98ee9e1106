"""Files, folders, archives and standard input as streams of bytes, whatever they are packed in."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from kg.facts.read.encoding import as_utf_8, utf_16
from kg.facts.read.files import READ_ERRORS, files_under, has_suffix, is_hidden, passed_over, shown, unreadable
from kg.facts.read.meter import Meter
from kg.facts.read.refusal import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"
_HEAD = 1 << 16
_IN_MEMORY = 1 << 24
_DEEPEST = 6
_DOCUMENTS = {
    "xl/workbook.xml": "a spreadsheet (.xlsx)",
    "xl/workbook.bin": "a spreadsheet (.xlsb)",
    "word/document.xml": "a Word document",
    "content.xml": "an OpenDocument file",
}
"""Files inside a ZIP archive that make it a document."""
_SAVE_AS_CSV = "save it as CSV, or export the studies as CSV from the registry"


class Opened(NamedTuple):
    """An open file.

    Attributes:
        path: As the user named it; a member of an archive follows its archive: ``all.zip/NCT01.json``.
        stem: File name without suffixes.
        head: Its first bytes, unpacked.
        stream: Unpacked, at its start.
    """

    path: str
    stem: str
    head: bytes
    stream: BinaryIO


class _Rewound(io.RawIOBase):
    """A stream that gives its head once more; closing it leaves the stream open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)


class _Salvaged(io.RawIOBase):
    """What can be unpacked of a stream; damage that is met after some bytes ends it quietly.

    Attributes:
        damage: What ended it; None if nothing did.
    """

    def __init__(self, packed: gzip.GzipFile | zipfile.ZipExtFile) -> None:
        self._packed = packed
        self._begun = False
        self.damage: BaseException | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if self.damage is not None:
            return 0
        view = memoryview(buffer).cast("B")
        try:
            data = self._packed.read1(len(view))
        except READ_ERRORS as error:
            if not self._begun:
                raise
            self.damage = error
            return 0
        self._begun = True
        view[: len(data)] = data
        return len(data)


def open_all(path: Path | str, meter: Meter) -> Iterator[Opened | Refusal]:
    """Every file under a path, each closed when the next is asked for; a folder's files in alphabetical order."""
    if str(path) == STDIN:
        yield from _unpacked(STDIN, sys.stdin.buffer, meter)
    elif Path(path).is_dir():
        for found in files_under(Path(path)):
            if isinstance(found, Refusal):
                yield found
            else:
                yield from _open_file(found, meter)
    else:
        yield from _open_file(Path(path), meter)


def open_stream(path: str, stream: BinaryIO) -> Iterator[Opened | Refusal]:
    """Every file in an open one, which is itself or what is packed in it.

    Args:
        path: What it is called.
    """
    try:
        yield from _unpacked(path, stream, Meter())
    except READ_ERRORS as error:
        yield unreadable(path, error)


def _open_file(path: Path, meter: Meter) -> Iterator[Opened | Refusal]:
    try:
        with path.open("rb") as stream:
            yield from _unpacked(shown(path), meter.counted(stream), meter)
    except READ_ERRORS as error:
        yield unreadable(shown(path), error)


def _unpacked(path: str, stream: BinaryIO, meter: Meter, depth: int = 0) -> Iterator[Opened | Refusal]:
    head = stream.read(_HEAD)
    whole = cast("BinaryIO", io.BufferedReader(_Rewound(head, stream), _HEAD))
    encoding = utf_16(head)
    if depth > _DEEPEST:
        yield Refusal(
            kind="file", place=path, problem="archives stand in archives without end", remedy="unpack it and look"
        )
    elif head.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=whole) as packed:
            yield from _salvaged(path, packed, meter, depth + 1)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _members(path, whole, meter, depth + 1)
    elif encoding:
        yield from _unpacked(path, as_utf_8(whole, encoding), meter, depth + 1)
    else:
        yield Opened(path, _stem(path), head, whole)


def _salvaged(
    path: str, packed: gzip.GzipFile | zipfile.ZipExtFile, meter: Meter, depth: int
) -> Iterator[Opened | Refusal]:
    stream = _Salvaged(packed)
    yield from _unpacked(path, cast("BinaryIO", io.BufferedReader(stream, _HEAD)), meter, depth)
    if stream.damage is not None:
        yield unreadable(path, stream.damage)


def _members(path: str, stream: BinaryIO, meter: Meter, depth: int) -> Iterator[Opened | Refusal]:
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy)
        meter.read -= copy.tell()  # its members are counted one by one
        with zipfile.ZipFile(cast("BinaryIO", copy)) as archive:
            members = _in_reverse(archive)
            names = [member.filename for member in reversed(members)]
            document = next((what for name, what in _DOCUMENTS.items() if name in names), "")
            if document:
                yield Refusal(
                    kind="file", place=path, problem=f"this is {document}, no registry record", remedy=_SAVE_AS_CSV
                )
                return
            yield from passed_over(path, [name for name in names if not has_suffix(name)], of=len(names))
            del names
            while members:
                member = members.pop()
                if has_suffix(member.filename):
                    yield from _member(f"{path}/{member.filename}", archive, member, depth)
                meter.read += member.compress_size


def _in_reverse(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive in reverse alphabetical order; the archive lets go of them.

    The registry's own archive has half a million, whose descriptions take some 600 bytes each.
    """
    members = [member for member in archive.infolist() if not (member.is_dir() or is_hidden(member.filename))]
    archive.filelist.clear()
    archive.NameToInfo.clear()
    return sorted(members, key=lambda member: member.filename, reverse=True)


def _member(path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> Iterator[Opened | Refusal]:
    try:
        with cast("zipfile.ZipExtFile", archive.open(member)) as packed:
            yield from _salvaged(path, packed, Meter(), depth)
    except RuntimeError as error:
        yield Refusal(kind="file", place=path, problem=str(error), remedy="unpack the archive first")
    except READ_ERRORS as error:
        yield unreadable(path, error)


def _stem(path: str) -> str:
    if path == STDIN:
        return "stdin"
    name = PurePosixPath(Path(path).name)
    while has_suffix(name.name):
        name = PurePosixPath(name.stem)
    return name.name
