"""Registry records read by Python processes of a cluster, line by line or file by file."""

from __future__ import annotations

import io
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.app.cluster.columns import FOUND, Row, batches
from kg.facts.read import Refusal, read_line, read_stream
from kg.model import Trial

if TYPE_CHECKING:
    import pyarrow as pa


class Named(NamedTuple):
    """A file of the input.

    Attributes:
        number: Its place among all, from 0.
        path: What it is called in places and sources.
    """

    number: int
    path: str


def read_lines(
    given: Iterable[pa.RecordBatch], files: Mapping[str, Named], before: Mapping[tuple[str, int], int]
) -> Iterator[pa.RecordBatch]:
    """What is found on lines.

    Args:
        given: Columns ``line`` in bytes, ``uri`` of the file, ``start`` of the block of it in which the line begins.
        files: By URI.
        before: Lines of a file before each of its blocks; none where nothing is said.
    """
    yield from batches(_on_lines(given, files, before), FOUND)


def _on_lines(
    given: Iterable[pa.RecordBatch], files: Mapping[str, Named], before: Mapping[tuple[str, int], int]
) -> Iterator[Row]:
    passed: dict[tuple[str, int], int] = defaultdict(int)
    for batch in given:
        for row in batch.to_pylist():
            block = (row["uri"], row["start"])
            passed[block] += 1
            number = before.get(block, 0) + passed[block]
            file = files[row["uri"]]
            for item, found in enumerate(read_line(file.path, number, row["line"])):
                yield row_of(file.number, number, item, found)


def read_files(
    given: Iterable[pa.RecordBatch], files: Mapping[str, Named], form: str | None
) -> Iterator[pa.RecordBatch]:
    """What is found in whole files.

    Args:
        given: Columns ``content`` in bytes and ``uri``.
        files: By URI.
        form: Of all; told by content if None.
    """
    yield from batches(_in_files(given, files, form), FOUND)


def _in_files(given: Iterable[pa.RecordBatch], files: Mapping[str, Named], form: str | None) -> Iterator[Row]:
    for batch in given:
        for row in batch.to_pylist():
            file = files[row["uri"]]
            for at, found in enumerate(read_stream(file.path, io.BytesIO(row["content"]), form=form)):
                yield row_of(file.number, at, 0, found)


def row_of(file: int, at: int, item: int, found: Trial | Refusal) -> Row:
    """What was found, as a row. The key of a refusal is no trial's, and no other's."""
    key = found.id if isinstance(found, Trial) else f" {file} {at} {item}"
    return {"key": key, "file": file, "at": at, "item": item, "found": pickle.dumps(found, protocol=5)}
