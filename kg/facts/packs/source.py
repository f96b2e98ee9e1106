"""The file that a pack is made from: named by path or address, plain or packed."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tempfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import urlsplit

import kg
from kg.errors import InputError, MissingPartError, NetworkError

_SECONDS_OF_SILENCE = 60
_CHUNK = 1 << 20
READ_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


class Source(NamedTuple):
    """A file on this machine.

    Attributes:
        name: File name or address as the user gave it, folders left out.
        sha256: Hex digest of the file as it is, packed or not.
    """

    path: Path
    name: str
    sha256: str


class Member(NamedTuple):
    """One unpacked text: the file itself, or a file of an archive.

    Attributes:
        name: Without folders and without the suffix of packing.
        open: Opens it at its start.
    """

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


@contextmanager
def located(given: str) -> Iterator[Source]:
    """A file, or a copy of what stands at an address; the copy is deleted at the end.

    Raises:
        InputError: If there is no such file.
        NetworkError: If the address cannot be read.
    """
    if urlsplit(given).scheme in ("http", "https"):
        with tempfile.TemporaryDirectory(prefix="iokg-vocab-") as folder:
            path = Path(folder) / "download"
            _fetch(given, path)
            yield Source(path, given, _digest(path))
        return
    path = Path(given)
    if not path.is_file():
        raise InputError("there is no such file", place=given, remedy="give a file or an http address")
    yield Source(path, path.name, _digest(path))


def _fetch(url: str, path: Path) -> None:
    request = urllib.request.Request(url, headers={"User-Agent": f"iokg/{kg.__version__}"})  # noqa: S310 - http by located()
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS_OF_SILENCE) as answer, path.open("wb") as file:  # noqa: S310
            shutil.copyfileobj(answer, file, _CHUNK)
            expected = answer.headers.get("Content-Length")
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise NetworkError(
            f"the address cannot be read: {error}", place=url, remedy="check it and try again"
        ) from error
    if expected is not None and path.stat().st_size != int(expected):
        raise NetworkError("the download ended too early", place=url, remedy="try again")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def members(source: Source) -> Iterator[Member]:
    """The texts in a file, those of an archive by name.

    Raises:
        OSError: If it cannot be read, or zipfile.BadZipFile.
        MissingPartError: If it is packed in a way that needs an optional part.
    """
    with source.path.open("rb") as file:
        head = file.read(4)
    name = PurePosixPath(urlsplit(source.name).path or source.name).name
    if head.startswith(b"PK\x03\x04"):
        yield from _archived(source)
    elif head.startswith(b"\x1f\x8b"):
        yield Member(name.removesuffix(".gz"), partial(_gunzipped, source.path))
    elif head == b"\x28\xb5\x2f\xfd":
        yield Member(name.removesuffix(".zst"), partial(_zstandard, source))
    else:
        yield Member(name, partial(_plain, source.path))


def _archived(source: Source) -> Iterator[Member]:
    with zipfile.ZipFile(source.path) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/"):
                yield Member(PurePosixPath(name).name, partial(_unarchived, source.path, name))


@contextmanager
def _unarchived(path: Path, name: str) -> Iterator[BinaryIO]:
    with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
        yield cast("BinaryIO", stream)


def _plain(path: Path) -> BinaryIO:
    return path.open("rb")


def _gunzipped(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(path, "rb"))


def _zstandard(source: Source) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        raise MissingPartError(
            "the file is packed with Zstandard", place=source.name, remedy="unpack it, or pip install 'iokg[mondo]'"
        ) from error
    packed = source.path.open("rb")
    return cast("BinaryIO", io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(packed, closefd=True)))
