"""The thing that a map or a timeline goes around, as its field names it."""

from __future__ import annotations

from kg.app.explore.astray import nothing_called
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.sheet import Parameters, Sheet
from kg.graph.query import Answer


def led_elsewhere(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet | None:
    """What leads to the page around the thing that ``focus`` names, or around none; None if this is that page.

    Raises:
        NoPageError: If nothing is called so.
    """
    page, _, thing = path.partition("/")
    wanted = asked.get("focus")
    if wanted is None or wanted.strip() == (catalogue.link(thing).label if thing in catalogue.network else ""):
        return None
    rest = {name: value for name, value in asked.items() if name != "focus" and value}
    meant = f"{page}/{_meant(catalogue, wanted.strip(), page)}" if wanted.strip() else page
    return Sheet(path, page.capitalize(), f"{page}.html", {"only": meant, "asked": rest}, Answer((), ()))


def _meant(catalogue: Catalogue, name: str, page: str) -> str:
    """The node that a name means; the first of several."""
    nodes = [name] if name in catalogue.network else catalogue.nodes_called(name)
    if not nodes:
        raise nothing_called(catalogue, name, page=page)
    return nodes[0]
