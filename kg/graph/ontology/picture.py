"""The ontology's main classes and properties as one picture: ``python -m kg.graph.ontology.picture PICTURE.svg``.

Where each class stands is chosen here; what is drawn is read from ``iokg.ttl``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from kg.graph.reason.axioms import CORE
from kg.vocab import IOKG

_IOKG, _SCHEMA = Namespace(IOKG), Namespace("https://schema.org/")
#: Column and row of each class drawn.
_PLACES = {
    "Condition": (1, 0), "Dose": (2, 0), "AgentPart": (3, 0),
    "Discrepancy": (0, 1), "Trial": (1, 1), "AgentUse": (2, 1), "Agent": (3, 1), "Target": (4, 1),
    "UnmatchedMention": (0, 2), "Arm": (1, 2), "OutcomeMeasure": (2, 2), "Mechanism": (3, 2), "MechanismGroup": (4, 2),
    "TimeFrame": (1, 3), "Criterion": (2, 3), "Endpoint": (3, 3), "EndpointGroup": (4, 3),
}  # fmt: skip
_WIDTH, _LINE, _COLUMN, _ROW, _MARGIN = 250, 15, 360, 215, 20
_MOST = 4
_STYLE = """
  text { font: 12px sans-serif; fill: #1f2933 } .name { font-weight: bold; font-size: 13px } .more { fill: #52606d }
  rect { fill: #f0f4f8; stroke: #486581; rx: 6 } path { stroke: #829ab1; fill: none; marker-end: url(#tip) }
  .edge { fill: #334e68; text-anchor: middle; paint-order: stroke; stroke: #fff; stroke-width: 4px }
"""
_TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0 8 4 0 8z" style="fill: #829ab1; stroke: none"/></marker>'
)


class Box(NamedTuple):
    """A class as drawn: its name, and what is told of it on further lines."""

    left: float
    top: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Height of the box."""
        return _LINE * len(self.lines) + 12

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return self.left + _WIDTH / 2, self.top + self.height / 2


def picture() -> str:
    """The picture as SVG."""
    graph = Graph().parse(CORE)
    boxes = {name: _box(graph, name) for name in _PLACES}
    width = _MARGIN * 2 + _COLUMN * 4 + _WIDTH
    height = max(box.top + box.height for box in boxes.values()) + _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">',
        "<title>Classes and properties of the iokg ontology</title>",
        f"<style>{_STYLE}</style>",
        '<rect width="100%" height="100%" style="fill: #fff; stroke: none"/>',
        _TIP,
    ]
    edges = _edges(graph)
    lines += [_arrow(boxes[start], boxes[end]) for start, end in edges]
    lines += [part for box in boxes.values() for part in _drawn(box)]
    lines += [_label(boxes[start], boxes[end], names) for (start, end), names in edges.items()]
    return "\n".join([*lines, "</svg>\n"])


def _box(graph: Graph, name: str) -> Box:
    column, row = _PLACES[name]
    return Box(_MARGIN + _COLUMN * column, _MARGIN + _ROW * row, tuple(_told(graph, name)))


def _told(graph: Graph, name: str) -> Iterator[str]:
    class_ = _IOKG[name]
    yield _name(graph, class_)
    members = len(set(graph.subjects(RDF.type, class_)))
    if name in {"Mechanism", "MechanismGroup", "Endpoint", "EndpointGroup"}:
        yield f"{members} individuals"
    kinds = {each for each in graph.transitive_subjects(RDFS.subClassOf, class_) if each != class_}
    defined = {each for each in kinds if (each, OWL.equivalentClass, None) in graph}
    if kinds:
        yield f"{len(kinds)} subclass{'es' * (len(kinds) > 1)}, {len(defined)} by definition"
    for property_, other in _properties(graph, class_):
        if other not in _PLACES:
            yield f"{_name(graph, property_)} → {_name(graph, _IOKG[other])}"
    yield from (f"follows: {words}" for words in _shortcuts(graph, class_))


def _shortcuts(graph: Graph, class_: URIRef) -> Iterator[str]:
    shortcuts = [
        (property_, other)
        for property_, other in _properties(graph, class_)
        if (property_, OWL.propertyChainAxiom, None) in graph and not graph.value(property_, RDFS.subPropertyOf)
    ]
    for property_, other in shortcuts:
        more = len(set(graph.subjects(RDFS.subPropertyOf, property_)))
        kinds = f" (+{more} by role)" if more else ""
        yield f"{_name(graph, property_)}{kinds} → {_name(graph, _IOKG[other])}"


def _properties(graph: Graph, class_: URIRef) -> list[tuple[URIRef, str]]:
    """The object properties from a class to another, with that class's name."""
    found = []
    for domain, range_ in ((RDFS.domain, RDFS.range), (_SCHEMA.domainIncludes, _SCHEMA.rangeIncludes)):
        for property_ in graph.subjects(domain, class_):
            value = graph.value(property_, range_)
            inverse = (property_, OWL.inverseOf, None) in graph
            if isinstance(property_, URIRef) and str(value).startswith(IOKG) and not inverse:
                found.append((property_, str(value).removeprefix(IOKG)))
    return sorted(found)


def _edges(graph: Graph) -> dict[tuple[str, str], list[str]]:
    """Labels of the properties between two classes drawn; those that follow by a chain stand in the box instead."""
    edges = defaultdict(list)
    for start in _PLACES:
        for property_, end in _properties(graph, _IOKG[start]):
            if end in _PLACES and end != start and (property_, OWL.propertyChainAxiom, None) not in graph:
                edges[start, end].append(_name(graph, property_))
    edges["Mechanism", "MechanismGroup"].append("has broader")
    edges["Endpoint", "EndpointGroup"].append("has broader")
    return dict(edges)


def _name(graph: Graph, term: URIRef) -> str:
    return str(graph.value(term, RDFS.label))


def _drawn(box: Box) -> Iterator[str]:
    yield f'<rect x="{box.left:.0f}" y="{box.top:.0f}" width="{_WIDTH}" height="{box.height:.0f}"/>'
    for number, line in enumerate(box.lines):
        kind = "more" if number else "name"
        x, y = box.left + 8, box.top + 17 + number * _LINE
        yield f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{escape(line)}</text>'


def _arrow(start: Box, end: Box) -> str:
    (one_x, one_y), (two_x, two_y) = _border(start, end.centre), _border(end, start.centre)
    return f'<path d="M{one_x:.1f} {one_y:.1f} {two_x:.1f} {two_y:.1f}"/>'


def _border(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
    """Where the line from a box's middle towards a point leaves the box."""
    x, y = box.centre
    across, down = towards[0] - x, towards[1] - y
    share = min(_WIDTH / 2 / abs(across) if across else 9e9, box.height / 2 / abs(down) if down else 9e9)
    return x + across * share, y + down * share


def _label(start: Box, end: Box, names: list[str]) -> str:
    (one_x, one_y), (two_x, two_y) = _border(start, end.centre), _border(end, start.centre)
    x, y = one_x + (two_x - one_x) * 0.45, one_y + (two_y - one_y) * 0.45
    shown = names[:_MOST] + ([f"and {len(names) - _MOST} more"] if len(names) > _MOST else [])
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{y + 13 * (number - len(shown) / 2) + 9:.1f}">{escape(text)}</tspan>'
        for number, text in enumerate(shown)
    )
    return f'<text class="edge">{spans}</text>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(), encoding="utf-8")
