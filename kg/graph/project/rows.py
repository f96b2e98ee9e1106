"""The answers of the queries in ``queries/views``, as tuples of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.graph.texts import query_text
from kg.vocab import BASE, TRIAL_GRAPHS

Row: TypeAlias = tuple[str, ...]


def rows(store: ox.Store, name: str, graph: str = "") -> Iterator[Row]:
    """Each solution's values in the order of the query's variables; an unbound one is the empty text.

    Args:
        graph: IRI of the one named graph that is asked; the union of all if empty.
    """
    where: dict[str, Any] = {"use_default_graph_as_union": True}
    if graph:
        where = {"default_graph": ox.NamedNode(graph), "named_graphs": [ox.NamedNode(graph)]}
    answers = store.query(query_text("views", name), **where)
    if not isinstance(answers, ox.QuerySolutions):
        raise TypeError(f"queries/views/{name}.rq is no SELECT query")
    for answer in answers:
        yield tuple("" if value is None else value.value for value in answer)


def rows_by_trial(store: ox.Store, name: str, trials: Collection[str]) -> Mapping[str, list[Row]]:
    """The solutions about each of some trials, by the last part of its IRI.

    Most of a store's trials are asked for at once, since a query a trial takes two to five times as long; a few by
    themselves.

    Args:
        name: A query whose first variable is a node of one trial, named below it.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    if 2 * len(trials) < sum(graph.value.startswith(TRIAL_GRAPHS) for graph in store.named_graphs()):
        return {trial: list(rows(store, name, graph=TRIAL_GRAPHS + trial)) for trial in trials}
    for row in rows(store, name):
        found[row[0].removeprefix(f"{BASE}trial/").partition("/")[0]].append(row)
    return found
