"""Whether a store holds a graph of ours at all."""

from __future__ import annotations

import pyoxigraph as ox

from kg import vocab
from kg.graph.validate.finding import Finding


def is_ours(store: ox.Store) -> bool:
    """Whether the store describes at least one trial."""
    trials = store.quads_for_pattern(None, ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.TRIAL))
    return next(iter(trials), None) is not None


def not_ours() -> Finding:
    """The finding about a store that describes no trial."""
    return Finding(
        severity="violation",
        check="no-trial",
        entity=vocab.TRIAL,
        problem="the graph describes no trial (nothing is of class iokg:Trial)",
        remedy="check a graph that iokg build has written",
    )
