"""A built graph, opened: the door for users of the Python package."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.graph.naming import Naming, Thing
from kg.graph.notebook import Shown, graph_html
from kg.graph.query import Answer, Question, ask, library, question, select
from kg.graph.query.calls import refuse_calls
from kg.graph.query.library import SEPARATOR, Library, bound, unknown
from kg.graph.show import Description, describe
from kg.graph.store import open_folder
from kg.graph.texts import query_text

if TYPE_CHECKING:
    from kg.graph.project import Network

_DRAWN = ("trials", "agents", "targets", "conditions", "endpoints")


class KnowledgeGraph:
    """A graph to be asked.

    Attributes:
        store: The Oxigraph store behind it, for all that is not offered here.
    """

    def __init__(self, store: ox.Store, names: Path | None = None) -> None:
        self.store = store
        self._names = names

    @classmethod
    def open(cls, folder: Path | str) -> KnowledgeGraph:
        """The graph that ``iokg build`` has written to a folder.

        Raises:
            StoreError: If there is none.
        """
        opened = open_folder(Path(folder))
        return cls(opened.store, opened.names)

    @classmethod
    def connect(cls, service_url: str, *, timeout_s: float = 60) -> KnowledgeGraph:
        """The graph behind a SPARQL service; ``store`` is then a ``RemoteStore``.

        Raises:
            UsageError: If the address is none.
        """
        from kg.graph.store.access import access_to
        from kg.graph.store.remote import RemoteStore

        return cls(cast("ox.Store", RemoteStore(access_to(service_url, timeout_s=timeout_s))))

    @cached_property
    def naming(self) -> Naming:
        """The names of all things in the graph."""
        return Naming(self.store, self._names)

    @property
    def reasoned(self) -> bool:
        """Whether the graph holds anything that a reasoner derived."""
        return len(select(self.store, query_text("report", "derived"))) > 0

    def waits_for(self, question: Question, answer: Answer) -> str:
        """What a reasoner must derive first to answer a question; empty if that is not why its answer is empty."""
        return "" if not question.derived or answer.rows or self.reasoned else question.derived

    @property
    def questions(self) -> Library:
        """The questions that ``ask`` knows, by name."""
        return library()

    def ask(
        self, name: str, *, limit: int | None = None, evidence: bool = False, **values: str | int | Sequence[str]
    ) -> Answer:
        """The answer to a question of the library.

        Args:
            limit: Number of rows after which the answer ends.
            evidence: Whether to add the words behind each row, as a column ``evidence``.
            values: Names, synonyms or ids for the question's parameters: ``ask("trials_by_target", target="GD2")``; a
                list where it takes several.

        Raises:
            QueryError: If the question, a parameter or a value is unknown, or a value is ambiguous.
        """
        return ask(self.store, self.naming, name, _texts(values), limit=limit, evidence=evidence)

    def sparql(self, name: str, **values: str | int | Sequence[str]) -> str:
        """The SPARQL that ``ask`` puts to the graph, ready for any service.

        Raises:
            QueryError: As ``ask`` does.
        """
        return bound(question(name), self.naming, _texts(values))

    def query(self, sparql: str, *, limit: int | None = None, allow_service: Collection[str] = ()) -> Answer:
        """The answer to a SPARQL query over all graphs.

        Args:
            limit: Number of rows after which the answer ends.
            allow_service: Addresses that SERVICE may call from here; ``any`` for all. A graph behind a service lets
                that service decide.

        Raises:
            QueryError: If the query is wrong, or calls what is not allowed.
        """
        if isinstance(self.store, ox.Store):
            refuse_calls(sparql, allow_service)
        return select(self.store, sparql, limit=limit)

    def find(self, name: str, kind: str | None = None) -> Shown[Thing]:
        """The things that the name may mean.

        Raises:
            QueryError: If there is none.
        """
        found = self.naming.find(name, kind)
        if not found:
            fallback = "list what there is with iokg ask vocabulary, trials of agents with iokg ask trial_designs"
            raise unknown(name, self.naming.near(name, kind), kind or "thing", fallback)
        return Shown(found)

    def show(self, name: str) -> Shown[Description]:
        """All that the graph says of each thing that the name may mean.

        Raises:
            QueryError: If there is none.
        """
        return Shown(describe(self.store, thing) for thing in self.find(name))

    def network(self, *, focus: str | None = None, hops: int = 2) -> Network:
        """The graph as a networkx network, which a notebook shows as a picture to look around in.

        Args:
            focus: Name, synonym or id of the thing to stay near; everything if None.
            hops: Lines of the map from the focus to the farthest thing kept.

        Raises:
            UsageError: If nothing is called like the focus; the remedy suggests names.
        """
        from kg.graph.project import project

        return project(self.store, focus=focus, hops=hops)

    def _repr_html_(self) -> str:
        """How much the graph holds, and its picture or how to get one."""
        from viz import MOST_NODES

        counts = self.query(query_text("report", "counts"))
        small = sum(int(str(counts.records[0][kind])) for kind in _DRAWN) <= MOST_NODES
        return graph_html(counts, self.network()._repr_html_() if small else "")


def _texts(values: Mapping[str, str | int | Sequence[str]]) -> dict[str, str]:
    """The values of parameters as text, several with what stands between them."""
    return {
        name: str(value) if isinstance(value, str | int) else SEPARATOR.join(value) for name, value in values.items()
    }
