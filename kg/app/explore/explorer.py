"""An opened graph folder that answers addresses with pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.app.explore import (
    asking,
    charting,
    curating,
    data,
    finding,
    landscape,
    listing,
    rendering,
    searching,
    things,
    timeline,
    trial,
)
from kg.app.explore.addresses import FOLDERS, KINDS, LISTS, NAMES
from kg.app.explore.around import has_further
from kg.app.explore.astray import AROUND, named, nothing_at
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.errors import NoPageError
from kg.app.explore.facets import understood
from kg.app.explore.links import HOME, Links
from kg.app.explore.sheet import Parameters, Sheet
from kg.graph.query import Answer, library

_Page = Callable[[Catalogue, str, Parameters], Sheet]

_PAGES: dict[str, _Page] = {
    "": finding.home,
    "search": searching.search,
    "landscape": landscape.landscape,
    "map": charting.chart,
    "timeline": timeline.timeline,
    "questions": asking.questions,
    "unmatched": curating.unmatched,
    "data": data.data,
    **dict.fromkeys(LISTS, finding.listed),
    "trials": listing.trials,
}
assert set(_PAGES) == {"", *NAMES}
_NARROWED = ("landscape", "map", "pair", "timeline", "trials")
"""First parts of the addresses of pages that facets narrow."""

_BY_FOLDER: dict[str, _Page] = {
    "map": charting.chart,
    "pair": landscape.pair,
    "question": asking.question,
    "timeline": timeline.timeline,
    "trial": trial.trial,
    **dict.fromkeys(KINDS, things.thing),
}
assert set(_BY_FOLDER) == set(FOLDERS)


class Answered(NamedTuple):
    """What is sent for an address.

    Attributes:
        location: Where the reader is sent instead; empty if nowhere.
    """

    status: int
    media_type: str
    body: bytes
    location: str = ""


class Explorer:
    """The pages of a graph folder.

    Raises:
        StoreError: If it holds no graph.
    """

    def __init__(self, folder: Path) -> None:
        self.catalogue = Catalogue(folder)

    def answer(self, address: str, asked: Parameters) -> Answered:
        """The page or twin at an address such as ``agent/pembrolizumab`` or ``landscape.csv``.

        An address by another name leads to the page or twin; one that leads nowhere is answered, too, if it is of a
        page: by a page that suggests others.

        Raises:
            NoPageError: If there is no such twin.
        """
        path, suffix = _split(address)
        links = Links()
        try:
            sheet = self.sheet(path, asked)
        except NoPageError as error:
            if meant := named(self.catalogue, path):
                place = links.page(meant, asked) if suffix == "html" else links.twin(meant, suffix, asked)
                return Answered(303, rendering.TYPES[suffix], b"", place)
            if suffix != "html":
                raise
            return Answered(404, rendering.TYPES["html"], rendering.html(_nowhere(path, error), links))
        if suffix == "html" and sheet.told.get("only"):
            return Answered(303, rendering.TYPES["html"], b"", links.page(sheet.told["only"], sheet.told.get("asked")))
        return Answered(
            200, rendering.TYPES[suffix], rendering.told_as(suffix, sheet, links, self.catalogue.statements)
        )

    def sheet(self, path: str, asked: Parameters) -> Sheet:
        """The page at a path without suffix.

        Raises:
            NoPageError: If there is none.
        """
        folder, _, name = path.partition("/")
        page = _PAGES.get(path) or (_BY_FOLDER.get(folder) if name else None)
        thing = name if folder in AROUND else path if folder in (*KINDS, "trial") else ""
        if page is None or (name and thing and thing not in self.catalogue.network):
            raise nothing_at(self.catalogue, path)
        return page(self.catalogue, path, understood(self.catalogue, asked) if folder in _NARROWED else asked)

    def paths(self) -> Iterator[str]:
        """The paths of all pages that need no values."""
        yield from _PAGES
        yield from sorted(self.catalogue.network)
        yield from (f"question/{name}" for name in library())
        yield from landscape.pairs_of(self.catalogue)
        yield from (f"map/{node}" for node in self._things() if has_further(self.catalogue, node))
        yield from (f"timeline/{node}" for node in self._things() if timeline.has_timeline(self.catalogue, node))

    def look_up(self) -> None:
        """Look up what pages of all sorts rest on, so that a copy of this process need not."""
        catalogue = self.catalogue
        _ = catalogue.places, catalogue.worded, catalogue.run
        for path in ("", "search", "map"):
            rendering.html(self.sheet(path, {}), Links())

    def _things(self) -> list[str]:
        return sorted(node for node, kind in self.catalogue.network.nodes(data="kind") if kind in KINDS)


def _split(address: str) -> tuple[str, str]:
    """Path and form of an address."""
    path, dot, suffix = address.rpartition(".")
    if not dot or suffix not in rendering.TYPES:
        return address, "html"
    return ("" if path == HOME else path), suffix


def _nowhere(path: str, error: NoPageError) -> Sheet:
    told = {"problem": error.problem, "remedy": error.remedy, "name": error.sought, "near": error.near}
    return Sheet(path, "No such page", "nowhere.html", told, Answer((), ()))
