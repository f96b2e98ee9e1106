"""The states of a graph folder, one folder a state, of which one is in force.

``store/CURRENT.json`` names the generation in force. A change is written to the next generation, beside it, and that
file is then replaced in one step: whoever reads, and whoever comes after a crash, meets the old state or the new one.
What is in force is never written to again, not even by the engine's own tidying, which would take files away from those
who are just opening it: a change is made in a workshop beside it, and what comes to be in force is a snapshot of that.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.errors import StoreError
from kg.model import Value

FORMAT = 2
"""Layout of a generation's folder. 1: the quads alone. 2: ``quads`` and ``names.sqlite``.

Every earlier format is read; what a change writes is of this one, so that ``iokg update`` upgrades.
"""

QUADS = "quads"
"""Folder of a graph that was written as files for a SPARQL service."""

_FOLDER = "store"
_POINTER = "CURRENT.json"
_BUILD_AGAIN = "build the graph again with iokg build"


class Generation(NamedTuple):
    """A state of a graph folder.

    Attributes:
        number: How many states there have been, this one included.
        quads: Folder of the Oxigraph dataset.
        names: The index of names; a store of format 1 has no such file.
    """

    number: int
    quads: Path
    names: Path


class _Pointer(Value, frozen=True, kw_only=True):
    format: int
    generation: int


def generation_in_force(folder: Path) -> Generation:
    """The state that counts.

    Raises:
        StoreError: If there is none, or what names it is damaged or of a later format.
    """
    pointer = _read_pointer(folder)
    if pointer.format > FORMAT:
        raise StoreError(
            f"the store has format {pointer.format}; this iokg reads up to {FORMAT}",
            place=str(folder),
            remedy=f"use a newer iokg, or {_BUILD_AGAIN}",
        )
    path = folder / _FOLDER / str(pointer.generation)
    return _laid_out(path) if pointer.format > 1 else Generation(pointer.generation, path, path / "names.sqlite")


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


class Site(NamedTuple):
    """Where the next state is made.

    Attributes:
        workshop: Folder, not there yet, in which the dataset is put together; of no other name than any before it,
            because the engine may still hold that.
        outcome: Where the snapshot belongs.
    """

    workshop: Path
    outcome: Generation


@contextmanager
def next_generation(folder: Path) -> Iterator[Site]:
    """Empty room for the next state, which is in force when the block ends without an error.

    The one before it stays until the next change, for those who still read it.

    Raises:
        StoreError: If the disk is full or the folder cannot be written.
    """
    base = folder / _FOLDER
    try:
        base.mkdir(parents=True, exist_ok=True)
        current = _last(folder)
        _remove_all_but(base, current)
        fresh = _laid_out(base / str(current + 1))
        with _workshop(base, fresh) as scratch:
            yield Site(scratch / "quads", fresh)
        _point(base, fresh.number)
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def _workshop(base: Path, fresh: Generation) -> Iterator[Path]:
    """A folder to put a state together in; what came of it goes if the block ends with an error."""
    scratch = Path(tempfile.mkdtemp(dir=base, prefix="workshop-"))
    try:
        fresh.quads.parent.mkdir()
        yield scratch
        _settle(fresh)
    except BaseException:
        shutil.rmtree(fresh.quads.parent, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def has_store(folder: Path) -> bool:
    """Whether there is a store in a graph folder, of whatever state."""
    return (folder / _FOLDER).is_dir()


def next_number(folder: Path) -> int:
    """The number that the next state of a graph folder has."""
    return _last(folder) + 1


def damaged(folder: Path, error: Exception) -> StoreError:
    """A store that cannot be read."""
    return StoreError(f"the store is damaged ({error})", place=str(folder), remedy=_BUILD_AGAIN)


def unwritable(folder: Path, error: OSError) -> StoreError:
    """A graph folder for which there is no room, or no right to write."""
    return StoreError(
        f"the graph cannot be written ({error})", place=str(folder), remedy="make room, or name another with -o DIR"
    )


def _laid_out(path: Path) -> Generation:
    return Generation(int(path.name), path / "quads", path / "names.sqlite")


def _last(folder: Path) -> int:
    """The current generation; 0 if there is none, the latest if its pointer cannot be read."""
    try:
        return _read_pointer(folder).generation
    except StoreError:
        numbers = (path.name for path in (folder / _FOLDER).glob("*") if path.is_dir())
        return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _point(base: Path, generation: int) -> None:
    draft = base / f"{_POINTER}.new"
    with draft.open("wb") as file:
        file.write(msgspec.json.encode(_Pointer(format=FORMAT, generation=generation)))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(base / _POINTER)
    _sync(base)


def _settle(generation: Generation) -> None:
    """See to it that a generation outlasts a power cut; the engine has done so for its own files."""
    inner = generation.quads.parent
    for path in (generation.names, generation.quads, inner, inner.parent):
        _sync(path)


def _sync(path: Path) -> None:
    """Flush a file, or the names in a folder where the system can."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        if path.is_file():
            raise
    finally:
        os.close(handle)


def _remove_all_but(base: Path, generation: int) -> None:
    for path in base.iterdir():
        if path.is_dir() and path.name != str(generation):
            shutil.rmtree(path, ignore_errors=True)


def _missing(folder: Path) -> StoreError:
    if (folder / QUADS).is_dir():
        return StoreError(
            "the graph here is in files for a SPARQL service, without a store",
            place=str(folder),
            remedy=f"load {folder / QUADS} there and ask with --service URL, or build without --no-store",
        )
    return StoreError(
        "there is no graph here", place=str(folder), remedy="build one with iokg build PATH, or name its folder"
    )


def _read_pointer(folder: Path) -> _Pointer:
    try:
        return msgspec.json.decode((folder / _FOLDER / _POINTER).read_bytes(), type=_Pointer)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(folder) from error
    except (OSError, msgspec.MsgspecError) as error:
        raise damaged(folder, error) from error
