"""Where a built graph is kept: Oxigraph on disk, one named graph a trial; one writer, many readers."""

from kg.graph.store.local import edition, load, open_store, rebuild, revise
from kg.graph.store.lock import writing

__all__ = ["edition", "load", "open_store", "rebuild", "revise", "writing"]
