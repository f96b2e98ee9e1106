"""The answers of the queries in ``queries/views``, as tuples of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.graph.texts import query_text

Row: TypeAlias = tuple[str, ...]


def rows(store: ox.Store, name: str, graph: str = "") -> Iterator[Row]:
    """Each solution's values in the order of the query's variables; an unbound one is the empty text.

    Args:
        graph: IRI of the one named graph that is asked; the union of all if empty.
    """
    where: dict[str, Any] = {"default_graph": ox.NamedNode(graph)} if graph else {"use_default_graph_as_union": True}
    answers = store.query(query_text("views", name), **where)
    if not isinstance(answers, ox.QuerySolutions):
        raise TypeError(f"queries/views/{name}.rq is no SELECT query")
    for answer in answers:
        yield tuple("" if value is None else value.value for value in answer)
