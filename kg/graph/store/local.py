"""An Oxigraph dataset in a folder, replaced as a whole.

``store/CURRENT.json`` names the generation in force; a rebuild writes the next one beside it and then changes that
file in one step, so that a reader meets the old state or the new one. The generation before the current one stays
until the next rebuild, for those who still read it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

FORMAT = 1
_STORE = "store"
_POINTER = "CURRENT.json"
_BUILD_AGAIN = "build it again with iokg build"


def exists(folder: Path) -> bool:
    """Whether the folder holds a store."""
    return (folder / _STORE / _POINTER).is_file()


def open_store(folder: Path) -> ox.Store:
    """The folder's store, to be read.

    Raises:
        StoreError: If there is none, or it is damaged or of another format.
    """
    generation = _current(folder)
    try:
        return ox.Store.read_only(str(generation))
    except (OSError, RuntimeError) as error:
        raise _damaged(folder, error) from error


def open_to_write(folder: Path) -> ox.Store:
    """The folder's store, to be changed by the one process that holds ``writing(folder)``.

    Raises:
        StoreError: If there is none, or it is damaged, of another format or still open elsewhere.
    """
    generation = _current(folder)
    try:
        return ox.Store(str(generation))
    except (OSError, RuntimeError) as error:
        raise _damaged(folder, error) from error


def memory_store() -> ox.Store:
    """An empty store that lives as long as the process."""
    return ox.Store()


@contextmanager
def rebuild(folder: Path) -> Iterator[ox.Store]:
    """An empty store on disk that takes the place of the folder's store when the block ends without an error."""
    base = folder / _STORE
    base.mkdir(parents=True, exist_ok=True)
    current = _current(folder).name if exists(folder) else ""
    _remove_all_but(base, current)
    fresh = base / str(int(current or 0) + 1)
    try:
        yield ox.Store(str(fresh))
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _point(base, fresh.name)


def _point(base: Path, generation: str) -> None:
    draft = base / f"{_POINTER}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "generation": generation}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(base / _POINTER)


def _remove_all_but(base: Path, generation: str) -> None:
    for path in base.iterdir():
        if path.is_dir() and path.name != generation:
            shutil.rmtree(path, ignore_errors=True)


def _current(folder: Path) -> Path:
    base = folder / _STORE
    try:
        pointer = json.loads((base / _POINTER).read_text(encoding="utf-8"))
        version, generation = int(pointer["format"]), str(pointer["generation"])
    except FileNotFoundError as error:
        raise StoreError(
            "no graph stands here", place=str(folder), remedy="build one with iokg build PATH -o DIR"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from error
    if version > FORMAT:
        raise StoreError(
            f"the store has format {version}, this iokg reads up to {FORMAT}",
            place=str(folder),
            remedy="use a newer iokg, or build the graph again",
        )
    return base / generation


def _damaged(folder: Path, error: BaseException) -> StoreError:
    return StoreError(f"the store is damaged or locked: {error}", place=str(folder), remedy=_BUILD_AGAIN)
