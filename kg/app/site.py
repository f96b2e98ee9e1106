"""The explorer's pages as files, which open from disk and stand on any web host."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from kg.app.explore import Explorer
from kg.app.explore.data import FILES
from kg.app.explore.links import FileLinks
from kg.app.explore.rendering import ASSETS, TYPES, told_as
from kg.errors import UsageError
from viz import assets

_MARK = ".iokg-site"
"""Says that a folder was written by us, so that it may be written again."""


def write_site(graph: Path, folder: Path, step: Callable[[str], None] = lambda _: None) -> int:
    """Write all pages with their twins, the assets and the files to take away; the number of pages.

    Args:
        step: To be told what is done.

    Raises:
        StoreError: If there is no graph.
        UsageError: If the folder holds other things.
    """
    step("reading the graph")
    explorer = Explorer(graph)
    _make_room(folder)
    shutil.copytree(ASSETS, folder / "explorer", dirs_exist_ok=True)
    for name, text in assets().items():
        (folder / "explorer" / name).write_bytes(text)
    (folder / "data").mkdir(exist_ok=True)
    for name in FILES:
        if (graph / name).is_file():
            shutil.copyfile(graph / name, folder / "data" / name)
    paths = list(explorer.paths())
    for number, path in enumerate(paths, start=1):
        step(f"writing pages: {number:,} of {len(paths):,}")
        _write(explorer, path, folder)
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


def _write(explorer: Explorer, path: str, folder: Path) -> None:
    sheet = explorer.sheet(path, {})
    for suffix in TYPES:
        place = folder / f"{path or 'index'}.{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(told_as(suffix, sheet, FileLinks(path), explorer.catalogue.graph.store))
