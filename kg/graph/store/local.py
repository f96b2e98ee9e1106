"""An Oxigraph dataset in a folder, replaced as a whole.

``store/CURRENT.json`` names the generation in force. A change is written to the next generation, beside it, and that
file is then replaced in one step: whoever reads, and whoever comes after a crash, meets the old state or the new one.
A generation is flushed before it counts, because a copy holds what is in table files and nothing of the log.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyoxigraph as ox

from kg.errors import StoreError
from kg.model import Value

FORMAT = 1
_FOLDER = "store"
_PIECE = 24_000_000
_POINTER = "CURRENT.json"
_BUILD_AGAIN = "build the graph again with iokg build"


class _Pointer(Value, frozen=True, kw_only=True):
    format: int
    generation: int


def open_store(folder: Path) -> ox.Store:
    """A graph folder's store, to be read.

    Raises:
        StoreError: If there is none, or it is damaged or of a later format.
    """
    generation = _current(folder)
    try:
        return ox.Store.read_only(str(generation))
    except (OSError, RuntimeError) as error:
        raise _damaged(folder, error) from error


def edition(folder: Path) -> str:
    """What tells one state of a graph folder from any other.

    Raises:
        StoreError: If there is no store.
    """
    try:
        status = (folder / _FOLDER / _POINTER).stat()
    except OSError as error:
        raise _missing(folder) from error
    return f"{status.st_ino}-{status.st_mtime_ns}"


@contextmanager
def rebuild(folder: Path) -> Iterator[ox.Store]:
    """An empty store that takes the place of the folder's store when the block ends without an error.

    The process must hold ``writing(folder)``.

    Raises:
        StoreError: If the disk is full or the folder cannot be written.
    """
    try:
        with _next_generation(folder) as fresh:
            store = ox.Store(str(fresh))
            yield store
            store.flush()
    except OSError as error:
        raise StoreError(
            f"the graph cannot be written ({error})", place=str(folder), remedy="make room, or name another with -o DIR"
        ) from error


def load(store: ox.Store, quads: Path, *, piece: int = _PIECE) -> None:
    """Load a file of N-Quads, a number of bytes at a time.

    Oxigraph sorts what it loads in memory, up to a million quads at once, which takes gigabytes.
    """
    with quads.open("rb") as file:
        while lines := file.read(piece) + file.readline():
            store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)


@contextmanager
def revise(folder: Path) -> Iterator[ox.Store]:
    """A copy of the folder's store that takes its place when the block ends without an error.

    The process must hold ``writing(folder)``. The copy shares its files with the original and costs no time.

    Raises:
        StoreError: If there is no store to copy, or it is damaged or of a later format.
    """
    original = open_store(folder)
    with _next_generation(folder) as fresh:
        original.backup(str(fresh))
        store = ox.Store(str(fresh))
        yield store
        store.flush()


# --- generations ------------------------------------------------------------------------------------------------------


@contextmanager
def _next_generation(folder: Path) -> Iterator[Path]:
    """A path for the next generation, which becomes the current one when the block ends without an error.

    The one before it stays until the next change, for those who still read it.
    """
    base = folder / _FOLDER
    base.mkdir(parents=True, exist_ok=True)
    current = _in_force(folder)
    _remove_all_but(base, current)
    fresh = base / str(current + 1)
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _point(base, current + 1)


def _in_force(folder: Path) -> int:
    """The current generation; 0 if there is none, the latest if its pointer cannot be read."""
    try:
        return _read_pointer(folder).generation
    except StoreError:
        numbers = (path.name for path in (folder / _FOLDER).iterdir() if path.is_dir())
        return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _point(base: Path, generation: int) -> None:
    draft = base / f"{_POINTER}.new"
    with draft.open("wb") as file:
        file.write(msgspec.json.encode(_Pointer(format=FORMAT, generation=generation)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(base / _POINTER)


def _remove_all_but(base: Path, generation: int) -> None:
    for path in base.iterdir():
        if path.is_dir() and path.name != str(generation):
            shutil.rmtree(path, ignore_errors=True)


def _current(folder: Path) -> Path:
    pointer = _read_pointer(folder)
    if pointer.format > FORMAT:
        raise StoreError(
            f"the store has format {pointer.format}; this iokg reads up to {FORMAT}",
            place=str(folder),
            remedy=f"use a newer iokg, or {_BUILD_AGAIN}",
        )
    return folder / _FOLDER / str(pointer.generation)


def _read_pointer(folder: Path) -> _Pointer:
    try:
        return msgspec.json.decode((folder / _FOLDER / _POINTER).read_bytes(), type=_Pointer)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(folder) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise _damaged(folder, error) from error


def _missing(folder: Path) -> StoreError:
    return StoreError(
        "there is no graph here", place=str(folder), remedy="build one with iokg build PATH, or name its folder"
    )


def _damaged(folder: Path, error: Exception) -> StoreError:
    return StoreError(f"the store is damaged ({error})", place=str(folder), remedy=_BUILD_AGAIN)
