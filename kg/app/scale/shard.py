"""Shards: gzipped N-Quads of some trials, each with a first line that tells what it holds.

A shard is named by a digest of all that its content depends on, written beside its place and then put there. The first
line is a comment, so that any tool for N-Quads reads the file as it is.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, cast

import msgspec

from kg.app.scale.tally import Sum, Tally
from kg.errors import StoreError
from kg.graph.quads import Used
from kg.model import Value

FOLDER = "shards"
_SUFFIX = ".nq.gz"
_FAST = 1
_PIECE = 1 << 20
_DAMAGED = (OSError, EOFError, zlib.error, msgspec.MsgspecError)


class Contents(Value, frozen=True, kw_only=True):
    """What a shard holds.

    Attributes:
        lengths: Bytes of the N-Quads of each trial of its portion, in order; 0 for one that was left out.
        tallies: What each of them holds; None for one that was left out.
        left_out: Why some trials were left out, as clauses, by their position in the portion.
    """

    lengths: tuple[int, ...]
    tallies: tuple[Tally | None, ...]
    left_out: dict[int, str] = msgspec.field(default_factory=dict)

    @property
    def used(self) -> Used:
        """The curated things that the trials use."""
        return Sum(filter(None, self.tallies)).used()


class Shards:
    """The shards of one graph folder."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER

    def __len__(self) -> int:
        return sum(1 for _ in self.folder.glob(f"*{_SUFFIX}"))

    def path(self, key: str) -> Path:
        """Where the shard of that key stands, if it is there."""
        return self.folder / f"{key}{_SUFFIX}"

    def find(self, key: str) -> Contents | None:
        """What the shard of that key holds; None if it is not there, or is not whole."""
        try:
            with gzip.open(self.path(key)) as file:
                contents = _head(cast("IO[bytes]", file))
                read = sum(len(piece) for piece in iter(lambda: file.read(_PIECE), b""))
        except _DAMAGED:
            return None
        return contents if read == sum(contents.lengths) else None

    def write(self, key: str, contents: Contents, quads: Collection[bytes]) -> None:
        """Write a shard.

        Raises:
            StoreError: If the disk is full or the folder cannot be written.
        """
        draft = self.folder / f".{key}-{os.getpid()}"
        try:
            with draft.open("wb") as file, gzip.GzipFile("", "wb", _FAST, file, mtime=0) as packed:
                packed.write(b"# " + msgspec.json.encode(contents) + b"\n")
                for lines in quads:
                    packed.write(lines)
            draft.replace(self.path(key))
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise self._unwritable(error) from error

    def contents(self, key: str) -> Contents:
        """What the shard of that key, which must be whole, holds."""
        with gzip.open(self.path(key)) as file:
            return _head(cast("IO[bytes]", file))

    def read(self, key: str, wanted: Collection[int]) -> Iterator[bytes]:
        """The N-Quads of some trials of a shard, trial by trial.

        Args:
            wanted: Positions of the trials in their portion.
        """
        with gzip.open(self.path(key)) as file:
            for position, length in enumerate(_head(cast("IO[bytes]", file)).lengths):
                lines = file.read(length)
                if position in wanted:
                    yield lines

    def prepare(self) -> None:
        """Make the folder ready; what killed processes have left half written goes.

        Raises:
            StoreError: If the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.remove_drafts()
        except OSError as error:
            raise self._unwritable(error) from error

    def remove_drafts(self) -> None:
        """Remove what workers that were killed have left half written."""
        for draft in self.folder.glob(".*"):
            draft.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all shards; what cannot be removed stays and does no harm."""
        for path in self.folder.glob(f"*{_SUFFIX}"):
            path.unlink(missing_ok=True)
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"shards cannot be written ({error.strerror or error})",
            place=str(self.folder),
            remedy="make room and give the same command again, which goes on from here; or name another folder with -o",
        )


def _head(file: IO[bytes]) -> Contents:
    return msgspec.json.decode(file.readline().removeprefix(b"# "), type=Contents)
