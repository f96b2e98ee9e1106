"""The files of the input, on whatever file system: which are read line by line and which as a whole."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from kg.app.cluster.reading import Named
from kg.errors import InputError, UsageError
from kg.facts.read import FORMS, STDIN, Refusal, read_stream
from kg.facts.read.files import has_suffix, passed_over, shown

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_BY_LINE = re.compile(r"\.(ndjson|jsonl)(\.gz)?$", re.IGNORECASE)
_PACKED = re.compile(r"\.(gz|zip)$", re.IGNORECASE)
_UNPACKED = 6
"""How many times longer packed records are when unpacked, about."""
_MOST_AT_ONCE = (1 << 31) - 1 - (1 << 20)
_SIGNS = re.compile(r"([\[\]{}*?\\])")


class Listing(NamedTuple):
    """The files of the input.

    Attributes:
        by_line: URIs of files that hold a study a line.
        whole: URIs of all others.
        named: What each is called, by URI, numbered in the order in which one machine reads them.
        refused: What is passed over or too large, with its number in that order.
        size: Bytes of all, about, once unpacked.
    """

    by_line: list[str]
    whole: list[str]
    named: dict[str, Named]
    refused: list[tuple[int, Refusal]]
    size: int


class _Found(NamedTuple):
    uri: str
    size: int

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(unquote(urlsplit(self.uri).path))


def list_files(spark: SparkSession, paths: Iterable[str], form: str | None) -> Listing:
    """The files of paths, folders and patterns.

    Args:
        form: Of all; told by content if None.

    Raises:
        UsageError: If the form is unknown, or standard input is among the paths.
        InputError: If there is nothing at one of the paths.
    """
    if form is not None and form not in FORMS:
        raise UsageError(f"unknown form {form!r}", remedy=f"choose one of {', '.join(FORMS)}")
    listing = Listing([], [], {}, [], 0)
    number = size = 0
    for path in paths:
        for item in _under(path, _look(spark, path)):
            number += 1
            if isinstance(item, Refusal):
                listing.refused.append((number, item))
            elif item.uri not in listing.named:
                listing.named[item.uri] = Named(number, _called(path, item))
                size += item.size * (_UNPACKED if _PACKED.search(item.path.name) else 1)
                _put(item, number, form, listing)
    return listing._replace(size=size)


def _put(file: _Found, number: int, form: str | None, listing: Listing) -> None:
    """Put a file where it belongs."""
    name = listing.named[file.uri].path
    if not file.size:
        listing.refused.extend(
            (number, found) for found in read_stream(name, io.BytesIO()) if isinstance(found, Refusal)
        )
    elif form in (None, "api") and _BY_LINE.search(file.path.name):
        listing.by_line.append(file.uri)
    elif file.size > _MOST_AT_ONCE:
        listing.refused.append((number, _too_large(name)))
    else:
        listing.whole.append(file.uri)


def as_path(uri: str) -> str:
    """A file's address as Spark takes it, the signs of patterns meaning themselves."""
    parts = urlsplit(uri)
    path = _SIGNS.sub(r"\\\1", unquote(parts.path))
    return f"{parts.scheme}://{parts.netloc}{path}"


def _look(spark: SparkSession, path: str) -> list[_Found]:
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as f

    if path == STDIN:
        raise UsageError("a cluster cannot read standard input", remedy="put the records where all machines see them")
    columns = (f.col("_metadata.file_path"), f.col("_metadata.file_size"))
    try:
        files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
    except AnalysisException as error:
        if "PATH_NOT_FOUND" not in str(error):
            raise
        raise InputError(
            "no such file or folder", place=path, remedy="check the path; all machines must see it"
        ) from error
    found = [_Found(uri, 0) for uri in files.inputFiles()]  # jobs pass over empty files
    found += (_Found(row[0], row[1]) for row in files.select(*columns).collect())
    return sorted({file.path: file for file in found}.values(), key=lambda file: file.path.parts)


def _under(path: str, found: list[_Found]) -> Iterable[_Found | Refusal]:
    """The files that can hold records, and what is said of others; a file that was named is one."""
    if len(found) == 1 and found[0].path.name == PurePosixPath(path).name:
        yield from found
        return
    others = []
    for file in found:
        if has_suffix(file.path.name):
            yield file
        else:
            others.append(_called(path, file))
    start = f"{shown(Path(path))}/"
    yield from passed_over(start[:-1], [name.removeprefix(start) for name in others], of=len(found))


def _called(given: str, file: _Found) -> str:
    """As one machine calls it, if the user named a place on a disk; else its address."""
    if urlsplit(given).scheme:
        return unquote(file.uri)
    place = os.path.abspath(given)  # noqa: PTH100 - a link stays what it is called
    whole = str(file.path)
    if whole == place or whole.startswith(f"{place}/"):
        return shown(Path(given, whole[len(place) :].lstrip("/")))
    return whole if urlsplit(file.uri).scheme == "file" else unquote(file.uri)


def _too_large(name: str) -> Refusal:
    return Refusal(
        kind="file",
        place=name,
        problem="the file is larger than 2 GB, and Spark cannot read a part of it",
        remedy="write one study a line, in a file whose name ends in .ndjson or .jsonl",
    )
