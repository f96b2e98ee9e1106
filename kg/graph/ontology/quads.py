"""The ontology as statements of its own named graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg import vocab


def ontology_quads(path: Path) -> list[ox.Quad]:
    """The statements of a Turtle file, blank nodes named by their content, so that they are the same on every run."""
    dataset = ox.Dataset(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    graph = ox.NamedNode(vocab.ONTOLOGY_GRAPH)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in dataset]
