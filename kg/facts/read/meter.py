"""How much of some input has been read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Meter:
    """Counts bytes as they lie on disk.

    Attributes:
        read: Number of bytes read so far.
        total: Number of bytes to be read; 0 if nobody can know.
    """

    def __init__(self, paths: Iterable[Path | str] = ()) -> None:
        self.read = 0
        self.total = sum(_size(Path(path)) for path in paths)

    @property
    def share(self) -> float | None:
        """The share that has been read; None if nobody can know, or nothing has been."""
        return min(1.0, self.read / self.total) if self.total and self.read > 0 else None

    def counted(self, stream: BinaryIO) -> BinaryIO:
        """The stream, counted as it is read."""
        return cast("BinaryIO", io.BufferedReader(_Counted(stream, self), 1 << 16))


class _Counted(io.RawIOBase):
    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        self._meter.read += len(data)
        view[: len(data)] = data
        return len(data)


def _size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder; 0 for what is none."""
    try:
        return path.stat().st_size if path.is_file() else sum(_size(inner) for inner in path.iterdir())
    except OSError:
        return 0
