"""The network as users get it: a networkx graph that shows itself in a notebook."""

from __future__ import annotations

import networkx as nx

_TITLE = "Immunotherapy trials"
_REMEDY = "draw what lies around one thing, such as graph.network(focus='GD2', hops=1), or all with iokg view"


class Network(nx.MultiDiGraph):  # type: ignore[misc] # networkx has no types
    """A ``networkx.MultiDiGraph`` with the attributes that ``viz`` names; so are parts of it that are copied out."""

    def __repr__(self) -> str:
        return f"<{self}>"

    def _repr_html_(self) -> str:
        """A picture to look around in, or how much there is where that is too much for one."""
        from viz import frame

        centre = self.graph.get("focus")
        title = f"Around {self.nodes[centre]['label']}" if centre in self else _TITLE
        return frame(self, title=title, remedy=_REMEDY, selected=centre)
