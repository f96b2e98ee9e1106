"""The explorer's pages as files, which open from disk and stand on any web host."""

from __future__ import annotations

import gzip
import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import msgspec

from kg.app.explore.addresses import FILES
from kg.app.explore.data import LARGE
from kg.app.explore.explorer import Explorer
from kg.app.explore.links import FileLinks
from kg.app.explore.narrowing import shared
from kg.app.explore.rendering import ASSETS, TYPES, told_as
from kg.app.scale.effort import ALL_PROCESSORS, Effort
from kg.errors import StoreError, UsageError
from viz import assets

_MARK = ".iokg-site"
"""Says that a folder was written by us, so that it may be written again."""

_BATCH = 16
"""Pages that a process takes at once."""

_FEW = 1000
"""Pages up to which no other process is worth its start."""


def write_site(
    graph: Path, folder: Path, step: Callable[[str], None] = lambda _: None, effort: Effort = ALL_PROCESSORS
) -> int:
    """Write all pages with their twins, the assets and the files to take away; the number of pages.

    Args:
        step: To be told what is done.
        effort: How many processes write pages.

    Raises:
        StoreError: If there is no graph, or a process dies.
        UsageError: If the folder holds other things.
    """
    step("reading the graph")
    explorer = Explorer(graph)
    _make_room(folder)
    _write_assets(explorer, folder / "explorer")
    _write_data(graph, folder / "data")
    paths = list(explorer.paths())
    done = 0
    for written in _written(explorer, paths, folder, effort.processes if len(paths) > _FEW else 1):
        done += written
        step(f"writing pages: {done:,} of {len(paths):,}")
    return len(paths)


def _make_room(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise UsageError("the folder holds other things", place=str(folder), remedy="give a new or empty folder")
    if folder.is_file():
        raise UsageError("this is a file", place=str(folder), remedy="give a new or empty folder")
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()


def _write_assets(explorer: Explorer, folder: Path) -> None:
    """The scripts and style sheets, and what all pages share of the trials."""
    shutil.copytree(ASSETS, folder)
    for name, text in assets().items():
        (folder / name).write_bytes(text)
    told = msgspec.json.encode(shared(explorer.catalogue))
    (folder / "trials.js").write_bytes(b'"use strict";\nconst known = ' + told + b";\n")


def _write_data(graph: Path, folder: Path) -> None:
    """The files to take away, large ones compressed."""
    folder.mkdir()
    for name in FILES:
        if (graph / name).is_file():
            write = _compress if name in LARGE else shutil.copyfile
            write(graph / name, folder / name)


def _compress(path: Path, place: Path) -> None:
    """Write a file compressed by gzip, the same bytes at any time, beside where it would stand."""
    with (
        path.open("rb") as text,
        place.with_name(f"{place.name}.gz").open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=0) as packed,
    ):
        shutil.copyfileobj(text, packed, 1 << 20)


# --- Pages ------------------------------------------------------------------------------------------------------------


def _written(explorer: Explorer, paths: list[str], folder: Path, processes: int) -> Iterator[int]:
    """Write the pages; yields how many more are written.

    What all pages look up is looked up before, so that other processes have it in memory from the start.
    """
    for parent in sorted({(folder / path).parent for path in paths}):
        parent.mkdir(parents=True, exist_ok=True)
    if processes == 1:
        for path in paths:
            _write(explorer, path, folder)
            yield 1
        return
    explorer.look_up()
    batches = (paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH))
    with ProcessPoolExecutor(
        processes, multiprocessing.get_context("fork"), initializer=_keep, initargs=(explorer, folder)
    ) as pool:
        begun = [pool.submit(_write_batch, batch) for batch in batches]
        try:
            yield from (written.result() for written in as_completed(begun))
        except BrokenProcessPool as error:
            raise StoreError("a process that wrote pages has died", remedy="give it more memory") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_kept: list[tuple[Explorer, Path]] = []
"""In a process that writes pages: what it has from the process it was forked from."""


def _keep(explorer: Explorer, folder: Path) -> None:
    _kept.append((explorer, folder))


def _write_batch(paths: list[str]) -> int:
    """Write some pages in a process of the pool; how many."""
    ((explorer, folder),) = _kept
    for path in paths:
        _write(explorer, path, folder)
    return len(paths)


def _write(explorer: Explorer, path: str, folder: Path) -> None:
    sheet = explorer.sheet(path, {})
    for suffix in TYPES:
        place = folder / f"{path or 'index'}.{suffix}"
        place.write_bytes(told_as(suffix, sheet, FileLinks(path), explorer.catalogue.statements))
