"""Where a built graph is kept: Oxigraph on disk, one named graph a trial; one writer, many readers."""

from kg.graph.store.generations import QUADS, edition, has_store, next_number, unwritable
from kg.graph.store.local import Opened, load, open_folder, open_store, rebuild, revise
from kg.graph.store.lock import writing

__all__ = [
    "QUADS",
    "Opened",
    "edition",
    "has_store",
    "load",
    "next_number",
    "open_folder",
    "open_store",
    "rebuild",
    "revise",
    "unwritable",
    "writing",
]
