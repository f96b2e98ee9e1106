"""The page: a network and a title in, one HTML file as text out.

pyvis holds the nodes and edges and writes the file, through our own template, with its bundled vis-network inside.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viz.bundle import fingerprint, look, script, style_sheet
from viz.layout import place
from viz.payload import Payload, collect, pack

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

_TEMPLATES = Path(__file__).parent / "template"
_NO_MAP = "Without numpy there is no map; the table, the lanes and the heat-map hold the same."
_DRAWING_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"


def render(
    network: nx.Graph[Any],
    *,
    title: str,
    subtitle: str = "",
    selected: str | None = None,
    kept_in: Path | None = None,
) -> str:
    """The page of a network as described in ``viz``: the same bytes for the same arguments.

    Args:
        title: Name of the page.
        subtitle: What it was made from, in a few words; the counts are added.
        selected: Node that is chosen when the page opens.
        kept_in: File that keeps the computed positions between runs.
    """
    try:
        places = place(network, kept_in)
        has_map = True
    except ModuleNotFoundError:
        places, has_map = {}, False
    payload = collect(network, places)
    writer = _writer(payload, title)
    settings = {
        "subtitle": subtitle,
        "selected": selected or "",
        "queries": network.graph.get("queries", {}),
        "notes": [*network.graph.get("notes", ()), *([] if has_map else [_NO_MAP])],
        "view": "map" if has_map else "table",
        "look": look(),
    }
    library, ours, style = drawing_library(), script(), style_sheet()
    environment = writer.templateEnv
    environment.filters["pack"] = pack
    environment.globals.update(
        library=library,
        script=ours,
        style=style,
        settings=settings,
        words=payload.words,
        policy=_policy([library, ours], style),
    )
    return str(writer.generate_html())


def _writer(payload: Payload, title: str) -> Network:
    """Pyvis holding the payload, set to our template."""
    from pyvis.network import Network

    writer = Network(directed=True, heading=title, cdn_resources="in_line")
    writer.set_template_dir(str(_TEMPLATES), "page.html")
    writer.node_ids = _Ids()
    shapes = {kind: style["shape"] for kind, style in look()["kinds"].items()}
    for node in payload.nodes:
        record = dict(node)
        writer.add_node(record.pop("id"), shape=shapes.get(node["group"], "dot"), **record)
    for link in payload.links:
        record = dict(link)
        writer.add_edge(record.pop("from"), record.pop("to"), **record)
    return writer


class _Ids(dict[int, None]):
    """pyvis looks every id up in a list, twice an edge; here the look-up does not grow with the network."""

    def append(self, node: int) -> None:
        self[node] = None


def _policy(scripts: list[str], style: str) -> str:
    """Only our own inline scripts and style may run; nothing may be fetched, sent or framed."""
    allowed = " ".join(f"'{fingerprint(text)}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{fingerprint(style)}'; "
        "img-src blob: data:; base-uri 'none'; form-action 'none'"
    )


@cache
def drawing_library() -> str:
    """vis-network as pyvis bundles it, licence included."""
    import pyvis

    return (Path(pyvis.__file__).parent / "templates" / _DRAWING_LIBRARY).read_text(encoding="utf-8")
