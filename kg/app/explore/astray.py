"""Addresses that lead nowhere: the page that is meant by another name, else what is called nearly so."""

from __future__ import annotations

from kg.app.explore.addresses import KINDS
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.errors import NoPageError
from kg.app.explore.sheet import Link
from kg.graph.naming import fold

AROUND = ("map", "timeline")
"""Pages that have one more for each thing."""


def nothing_called(catalogue: Catalogue, name: str, *, page: str = "") -> NoPageError:
    """The error that nothing is called so; names that are near lead to that page around them, or to their own."""
    near = _near(catalogue, name, "", page)
    return NoPageError(f"nothing in this graph is called {name!r}", remedy=_remedy(near), sought=name, near=near)


def nothing_at(catalogue: Catalogue, path: str) -> NoPageError:
    """The error that nothing stands at a path, with what is called nearly as its last part says."""
    page, kind, name = _parts(path)
    sought = name.replace("-", " ")
    near = _near(catalogue, sought, kind, page) if name else ()
    return NoPageError(f"nothing stands at {path!r}", remedy=_remedy(near), sought=sought, near=near)


def named(catalogue: Catalogue, path: str) -> str:
    """The path of what a path names by other names than its ids; empty if that is not one thing."""
    if path.startswith("pair/"):
        return _named_pair(catalogue, path)
    page, kind, name = _parts(path)
    node = _one(catalogue, kind, name) if kind and name else ""
    return _joined(page, node) if node else ""


def _named_pair(catalogue: Catalogue, path: str) -> str:
    _, target, condition = (*path.split("/", 2), "")[:3]
    ends = [_one(catalogue, kind, name) for kind, name in (("target", target), ("condition", condition)) if name]
    found = "/".join(["pair", *(end.partition("/")[2] for end in ends)])
    return found if len(ends) == 2 and all(ends) and found != path else ""


def _parts(path: str) -> tuple[str, str, str]:
    """The page around a thing, the kind and the name of the thing; each may be empty."""
    page, _, rest = path.partition("/") if path.startswith(tuple(f"{its}/" for its in AROUND)) else ("", "", path)
    kind, _, name = rest.partition("/")
    return (page, kind, name) if kind in (*KINDS, "trial") else ("", "", rest.rpartition("/")[2])


def _one(catalogue: Catalogue, kind: str, name: str) -> str:
    """The one thing of a kind that is called so; empty if there is none or several."""
    nodes = [f"{kind}/{name}"] if f"{kind}/{name}" in catalogue.network else catalogue.nodes_called(name, kind)
    return nodes[0] if len(nodes) == 1 else ""


def _near(catalogue: Catalogue, name: str, kind: str, page: str) -> tuple[Link, ...]:
    """Things of any kind with just that name, then those of the kind with names near to it, by these names."""
    names = [(name, None), *((other, kind or None) for other in catalogue.graph.naming.near(name, kind or None))]
    found: dict[str, Link] = {}
    for other, its in names:
        for node in catalogue.nodes_called(other, its):
            link = catalogue.link(node)
            # What has just the name is told with what it is, since the name alone says nothing new.
            label = f"the {link.kind} {link.label}" if fold(other) == fold(name) else other
            found.setdefault(node, Link(label=label, path=_joined(page, node), kind=link.kind))
    return tuple(found.values())


def _joined(page: str, node: str) -> str:
    return f"{page}/{node}" if page else node


def _remedy(near: tuple[Link, ...]) -> str:
    return f"did you mean {', '.join(dict.fromkeys(link.label for link in near))}?" if near else "search for it"
