"""An Oxigraph dataset in a folder, with the index of its names; changed as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.name_index import rewrite_names, write_names
from kg.graph.store.generations import Generation, damaged, generation_in_force, next_generation

_PIECE = 48_000_000


class Opened(NamedTuple):
    """A graph folder's state, opened to be read.

    Attributes:
        names: The index of its names.
        number: How many states the folder has had, this one included.
    """

    store: ox.Store
    names: Path
    number: int


def open_folder(folder: Path) -> Opened:
    """A graph folder's store and names, to be read.

    Raises:
        StoreError: If there is none, or it is damaged or of a later format.
    """
    generation = generation_in_force(folder)
    try:
        return _opened(generation)
    except (OSError, RuntimeError) as error:
        # Two changes may have come between finding the generation and opening it.
        latest = generation_in_force(folder)
        if latest == generation:
            raise damaged(folder, error) from error
    try:
        return _opened(latest)
    except (OSError, RuntimeError) as error:
        raise damaged(folder, error) from error


def open_store(folder: Path) -> ox.Store:
    """A graph folder's store, to be read.

    Raises:
        StoreError: If there is none, or it is damaged or of a later format.
    """
    return open_folder(folder).store


@contextmanager
def rebuild(folder: Path) -> Iterator[ox.Store]:
    """An empty store that takes the place of the folder's store when the block ends without an error.

    The process must hold ``writing(folder)``.

    Raises:
        StoreError: If the disk is full or the folder cannot be written.
    """
    with next_generation(folder) as site:
        store = ox.Store(str(site.workshop))
        yield store
        _finish(store, site.outcome)


def load(store: ox.Store, quads: Iterable[bytes], *, piece: int = _PIECE) -> None:
    """Load N-Quads, at least a number of bytes at a time.

    Oxigraph sorts what it loads in memory, up to a million quads at once, which takes gigabytes.

    Args:
        quads: Whole lines, any number at a time.
    """
    waiting: list[bytes] = []
    size = 0
    for lines in quads:
        waiting.append(lines)
        size += len(lines)
        if size >= piece:
            store.bulk_load(b"".join(waiting), format=ox.RdfFormat.N_QUADS)
            waiting, size = [], 0
    if waiting:
        store.bulk_load(b"".join(waiting), format=ox.RdfFormat.N_QUADS)


class Revision:
    """A store on its way to the next state of a graph folder.

    Attributes:
        touched: The IRIs of all things of which anything has changed; None if it may be any, the ontology included.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.touched: set[str] | None = None


@contextmanager
def revise(folder: Path) -> Iterator[Revision]:
    """A copy of the folder's store that takes its place when the block ends without an error.

    The process must hold ``writing(folder)``. The copy shares its files with the original and costs no time.

    Raises:
        StoreError: If there is no store to copy, or it is damaged or of a later format.
    """
    original, names, _ = open_folder(folder)
    with next_generation(folder) as site:
        original.backup(str(site.workshop))
        revision = Revision(ox.Store(str(site.workshop)))
        yield revision
        _finish(revision.store, site.outcome, names, revision.touched)


def _opened(generation: Generation) -> Opened:
    return Opened(ox.Store.read_only(str(generation.quads)), generation.names, generation.number)


def _finish(
    store: ox.Store, generation: Generation, names_before: Path | None = None, touched: set[str] | None = None
) -> None:
    """Take a snapshot, which holds what is in table files and nothing of the log, and index its names."""
    store.flush()
    store.backup(str(generation.quads))
    if names_before is None or touched is None or not rewrite_names(store, names_before, generation.names, touched):
        write_names(store, generation.names)
