"""A graph behind a SPARQL 1.1 service, asked as if it stood here."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import pyoxigraph as ox

from kg.errors import NetworkError
from kg.graph.query.binding import Bindable, bind
from kg.graph.query.words import form_of
from kg.graph.store.access import Access
from kg.graph.store.exchange import UPDATE, Exchange
from kg.graph.texts import query_text

Found = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]

_PREFIX = re.compile(r"([A-Za-z][\w.-]*):")
_DECLARED = re.compile(r"PREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
#: Virtuoso 7 names types as drafts before SPARQL 1.1 did; inside a value the quotation marks would be escaped.
_DRAFT_TYPE = re.compile(rb'"type"\s*:\s*"typed-literal"')
_TOLD = 60


class RemoteStore:
    """The graphs of a service, with those methods of an Oxigraph store that reading takes.

    The default graph of a query is what the service makes it: it should be the union of all graphs.
    """

    def __init__(self, access: Access, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._place = access.service_url
        self._exchange = Exchange(access, sleep)

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, **_: object) -> Found:
        """The result of a query of any form.

        Raises:
            QueryError: If the service finds the query wrong or too much.
            NetworkError: If it cannot be reached, or answers something else.
        """
        form = form_of(text)
        body = self._exchange.ask(_declared(text, prefixes or {}), form)
        try:
            if form in ("SELECT", "ASK"):
                return self._table(body)
            return iter([quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)])
        except (SyntaxError, ValueError) as error:
            begin = " ".join(body[:_TOLD].decode("utf-8", "replace").split())
            raise NetworkError(
                f"the service answers what is no SPARQL result ({begin or 'nothing'})",
                place=self._place,
                remedy="check its address: it must be the one for queries, such as /sparql or /query",
            ) from error

    def _table(self, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        """A result that is known to be whole: the parser meets half a result only at its end."""
        mended = _DRAFT_TYPE.sub(b'"type":"literal"', body)
        whole = ox.parse_query_results(mended, ox.QueryResultsFormat.JSON)
        if isinstance(whole, ox.QueryBoolean):
            return whole
        for _ in whole:
            pass
        return ox.parse_query_results(mended, ox.QueryResultsFormat.JSON)

    def quads_for_pattern(
        self, subject: Bindable | None, predicate: Bindable | None, value: Bindable | None, graph_name: object = None
    ) -> Iterator[ox.Quad]:
        """The statements that fit, each with its graph; None lets every value through."""
        given = {"subject": subject, "predicate": predicate, "object": value}
        bound = {name: term for name, term in given.items() if term is not None}
        for row in cast("ox.QuerySolutions", self.query(bind(query_text("service", "pattern"), bound))):
            subject_, predicate_, value_ = (bound.get(name) or row[name] for name in given)
            quad = ox.Quad(subject_, predicate_, value_, row["graph"])  # type: ignore[arg-type]
            if graph_name in (None, quad.graph_name):
                yield quad

    def update(self, text: str) -> None:
        """Carry out a SPARQL update.

        Raises:
            QueryError: If the service finds it wrong.
            UsageError: If it does not let us write.
            NetworkError: If it cannot be reached.
        """
        self._exchange.ask(text, UPDATE)


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """The query with those prefixes declared that it uses without declaring them."""
    wanted = sorted((set(_PREFIX.findall(text)) & prefixes.keys()) - set(_DECLARED.findall(text)))
    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in wanted) + text
