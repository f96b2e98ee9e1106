"""The answers of the queries in ``queries/views``, as tuples of text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg.resources import folder

if TYPE_CHECKING:
    from pyoxigraph import Store

Row: TypeAlias = tuple[str, ...]


@cache
def query_text(name: str) -> str:
    """The text of a view's query."""
    return (folder("queries") / "views" / f"{name}.rq").read_text(encoding="utf-8")


def rows(store: Store, name: str, graph: str = "") -> Iterator[Row]:
    """Each solution's values in the order of the query's variables; an unbound one is the empty text.

    Args:
        graph: IRI of the one named graph that is asked; the union of all if empty.
    """
    from pyoxigraph import NamedNode

    where = {"default_graph": NamedNode(graph)} if graph else {"use_default_graph_as_union": True}
    for answer in store.query(query_text(name), **where):  # type: ignore[arg-type,union-attr]
        yield tuple("" if value is None else value.value for value in answer)  # type: ignore[union-attr]
