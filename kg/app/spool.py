"""N-Quads of many trials on their way to the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

_CHUNK = 1 << 20


class Spool:
    """A file of N-Quads in which a trial written again replaces what was written of it before."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        self._dropped: list[tuple[int, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def write(self, trial_id: str, quads: str) -> None:
        """Take in one trial."""
        data = quads.encode()
        start = self._file.tell()
        self._file.write(data)
        if trial_id in self._places:
            self._dropped.append(self._places[trial_id])
        self._places[trial_id] = (start, start + len(data))

    def close(self) -> Path:
        """The finished file."""
        self._file.close()
        if not self._dropped:
            return self._path
        kept = self._path.with_suffix(".kept")
        with self._path.open("rb") as source, kept.open("wb") as target:
            for start, end in self._kept(self._path.stat().st_size):
                source.seek(start)
                _copy(source, target, end - start)
        return kept

    def _kept(self, size: int) -> Iterator[tuple[int, int]]:
        reached = 0
        for start, end in [*sorted(self._dropped), (size, size)]:
            yield reached, start
            reached = end


def _copy(source: object, target: object, length: int) -> None:
    while length > 0:
        data = source.read(min(_CHUNK, length))  # type: ignore[attr-defined]
        target.write(data)  # type: ignore[attr-defined]
        length -= len(data)
