"""A graph behind a SPARQL 1.1 service, asked as if it stood here."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import pyoxigraph as ox

from kg.errors import NetworkError
from kg.graph.query.words import form_of
from kg.graph.store.access import Access
from kg.graph.store.closures import spelt_out
from kg.graph.store.exchange import UPDATE, Exchange
from kg.graph.store.ordering import apart, in_order

Found = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]

_PREFIX = re.compile(r"([A-Za-z][\w.-]*):")
_DECLARATION = re.compile(r"^\s*PREFIX\s+[\w.-]*:\s*<[^<>\s]*>", re.IGNORECASE | re.MULTILINE)
_DECLARED = re.compile(r"PREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
#: Virtuoso 7 names types as drafts before SPARQL 1.1 did; inside a value the quotation marks would be escaped.
_DRAFT_TYPE = re.compile(rb'"type"\s*:\s*"typed-literal"')
_TOLD = 60


class RemoteStore:
    """The graphs of a service, asked by the same method as an Oxigraph store.

    The default graph of a query is what the service makes it: it should be the union of all graphs.
    """

    def __init__(self, access: Access, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._place = access.service_url
        self._exchange = Exchange(access, sleep)
        self._closures: dict[str, list[str]] = {}

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, **_: object) -> Found:
        """The result of a query of any form.

        Raises:
            QueryError: If the service finds the query wrong or too much.
            NetworkError: If it cannot be reached, or answers something else.
        """
        form = form_of(text)
        unordered, keys = apart(_declared(text, prefixes or {}))
        body = self._exchange.ask(self._spelt_out(unordered), form)
        try:
            if form in ("SELECT", "ASK"):
                return self._table(in_order(body, keys))
            return iter([quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)])
        except (SyntaxError, ValueError) as error:
            begin = " ".join(body[:_TOLD].decode("utf-8", "replace").split())
            raise NetworkError(
                f"the service answers what is no SPARQL result ({begin or 'nothing'})",
                place=self._place,
                remedy="check its address: it must be the one for queries, such as /sparql or /query",
            ) from error

    def _spelt_out(self, text: str) -> str:
        prologue = "".join(f"{declaration}\n" for declaration in _DECLARATION.findall(text))

        def members(pattern: str) -> list[str]:
            asked = f"{prologue}SELECT DISTINCT ?member WHERE {{ ?member {pattern.partition(' ')[2]} }}"
            if asked not in self._closures:
                rows = cast("ox.QuerySolutions", self._table(self._exchange.ask(asked, "SELECT")))
                found = {row["member"].value for row in rows if isinstance(row["member"], ox.NamedNode)}
                self._closures[asked] = sorted(found)
            return self._closures[asked]

        return spelt_out(text, members)

    def _table(self, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        """A result that is known to be whole: the parser meets half a result only at its end."""
        mended = _DRAFT_TYPE.sub(b'"type":"literal"', body)
        whole = ox.parse_query_results(mended, ox.QueryResultsFormat.JSON)
        if isinstance(whole, ox.QueryBoolean):
            return whole
        try:
            for _ in whole:
                pass
        finally:
            del whole  # it must not live on in an error's traceback: only its own thread may let it go
        return ox.parse_query_results(mended, ox.QueryResultsFormat.JSON)

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
