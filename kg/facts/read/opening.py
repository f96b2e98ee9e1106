"""Files, folders, archives and standard input as streams of bytes, whatever they are packed in."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from kg.facts.read.refusal import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"
SUFFIXES = frozenset({".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".txt", ".gz", ".zip"})
READ_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile)
_HEAD = 1 << 16
_IN_MEMORY = 1 << 24


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


def open_all(path: Path | str) -> Iterator[Opened | Refusal]:
    """Every file under a path, each closed when the next is asked for; a folder's files in alphabetical order."""
    if str(path) == STDIN:
        yield from _unpacked(STDIN, sys.stdin.buffer)
        return
    path = Path(path)
    try:
        files = sorted(_files(path)) if path.is_dir() else [path]
    except OSError as error:
        yield unreadable(str(path), error)
        return
    if not files:
        yield Refusal(kind="file", place=str(path), problem="the folder holds no records", remedy=_files_wanted())
    for file in files:
        yield from _open_file(file)


def unreadable(place: str, error: BaseException) -> Refusal:
    """The refusal of what the operating system or an unpacker cannot read."""
    problem, remedy = _EXPLAINED.get(type(error), (str(error) or type(error).__name__, "check the file"))
    return Refusal(kind="file", place=place, problem=problem, remedy=remedy)


_EXPLAINED: dict[type[BaseException], tuple[str, str]] = {
    FileNotFoundError: ("no such file or folder", "check the path"),
    PermissionError: ("permission to read it is missing", "change its permissions or copy it"),
    EOFError: ("the compressed data end too early", "download the file again"),
    gzip.BadGzipFile: ("the compressed data are damaged", "download the file again"),
    zlib.error: ("the compressed data are damaged", "download the file again"),
    zipfile.BadZipFile: ("the ZIP archive is damaged", "download the archive again"),
}


def _files_wanted() -> str:
    return f"give files with one of the suffixes {' '.join(sorted(SUFFIXES))}"


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path


def _open_file(path: Path) -> Iterator[Opened | Refusal]:
    try:
        with path.open("rb") as stream:
            yield from _unpacked(str(path), stream)
    except READ_ERRORS as error:
        yield unreadable(str(path), error)


def _unpacked(path: str, stream: BinaryIO) -> Iterator[Opened | Refusal]:
    head = stream.read(_HEAD)
    whole = cast("BinaryIO", io.BufferedReader(_Rewound(head, stream), _HEAD))
    if head.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=whole) as inner:
            yield from _unpacked(path, cast("BinaryIO", inner))
    elif head.startswith(b"PK\x03\x04"):
        yield from _members(path, whole)
    else:
        yield Opened(path, _stem(path), head, whole)


def _members(path: str, stream: BinaryIO) -> Iterator[Opened | Refusal]:
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy)
        with zipfile.ZipFile(cast("BinaryIO", copy)) as archive:
            names = sorted(name for name in archive.namelist() if PurePosixPath(name).suffix.lower() in SUFFIXES)
            if not names:
                yield Refusal(kind="file", place=path, problem="the archive holds no records", remedy=_files_wanted())
            for name in names:
                yield from _member(f"{path}/{name}", archive, name)


def _member(path: str, archive: zipfile.ZipFile, name: str) -> Iterator[Opened | Refusal]:
    try:
        with archive.open(name) as stream:
            yield from _unpacked(path, cast("BinaryIO", stream))
    except RuntimeError as error:
        yield Refusal(kind="file", place=path, problem=str(error), remedy="unpack the archive first")
    except READ_ERRORS as error:
        yield unreadable(path, error)


def _stem(path: str) -> str:
    if path == STDIN:
        return "stdin"
    name = PurePosixPath(Path(path).name)
    while name.suffix.lower() in SUFFIXES:
        name = PurePosixPath(name.stem)
    return name.name
