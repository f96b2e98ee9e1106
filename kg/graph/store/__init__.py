"""Where a built graph is kept: Oxigraph on disk, one named graph a trial."""

from kg.graph.store.local import exists, memory_store, open_store, open_to_write, rebuild
from kg.graph.store.lock import writing

__all__ = ["exists", "memory_store", "open_store", "open_to_write", "rebuild", "writing"]
