"""A network inside another page, such as a notebook: a frame that holds the whole page and loads nothing."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING, Any

from viz.bundle import look
from viz.page import render

if TYPE_CHECKING:
    import networkx as nx

MOST_NODES = 500
"""Beyond it a frame of a notebook's size shows a crowd, and the notebook that keeps it grows by megabytes."""

_HEIGHT_PX = 640
_ALLOWED = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"


def frame(network: nx.Graph[Any], *, title: str, remedy: str, selected: str | None = None) -> str:
    """A network of up to ``MOST_NODES`` nodes as a frame to look around in; of a larger one, how many of each kind.

    The frame runs in a sandbox without an origin: no script in it reaches the page around it.

    Args:
        network: As described in ``viz``.
        title: What it shows, for its heading and for those who hear the page.
        remedy: How to get a smaller one, as a clause.
        selected: Node that is chosen at first.
    """
    if len(network) > MOST_NODES:
        return f"<p>{html.escape(_summary(network, title, remedy))}</p>"
    page = html.escape(render(network, title=title, selected=selected))
    return (
        f'<iframe title="{html.escape(title)}" sandbox="{_ALLOWED}" srcdoc="{page}" '
        f'style="width: 100%; height: {_HEIGHT_PX}px; border: 0"></iframe>'
    )


def _summary(network: nx.Graph[Any], title: str, remedy: str) -> str:
    number = Counter(data.get("kind", "") for _, data in network.nodes(data=True))
    kinds = look()["kinds"]
    parts = [f"{n:,} {kinds[kind]['name' if n == 1 else 'plural'].lower()}" for kind in kinds if (n := number[kind])]
    return (
        f"{title}: {len(network):,} nodes ({', '.join(parts)}) and {network.number_of_edges():,} edges. "
        f"A picture in a notebook holds {MOST_NODES:,} nodes at most: {remedy}."
    )
