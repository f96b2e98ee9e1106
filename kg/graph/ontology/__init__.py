"""The ontology itself: its statements for a store, its alignments, its reference and its picture."""

from kg.graph.ontology.quads import ontology_quads

__all__ = ["ontology_quads"]
