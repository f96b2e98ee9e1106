"""SPARQL put to a store, and its errors told as people can use them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph as ox

from kg import vocab
from kg.curie import PREFIXES as REGISTERED
from kg.errors import QueryError
from kg.graph.query.answer import Answer
from kg.graph.query.faults import fault

PREFIXES = {
    "dcterms": vocab.DCTERMS,
    "iokg": vocab.IOKG,
    "oa": vocab.OA,
    "owl": vocab.OWL,
    "prov": vocab.PROV,
    "rdf": vocab.RDF,
    "rdfs": vocab.RDFS,
    "skos": vocab.SKOS,
    "xsd": vocab.XSD,
    **{prefix: iri for prefix, iri in REGISTERED.items() if "." not in prefix},
    **{kind: f"{vocab.BASE}{kind}/" for kind in ("trial", "agent", "target", "condition", "criterion", "part")},
}
_PREFIX = re.compile(r"([A-Za-z][\w.-]*):")


def select(store: ox.Store, text: str, *, limit: int | None = None, given: Mapping[str, str] | None = None) -> Answer:
    """The answer to a query of any form over all graphs; the usual prefixes need not be declared.

    An ASK query is answered by one cell, CONSTRUCT and DESCRIBE by columns ``subject``, ``predicate``, ``object``.

    Args:
        limit: Number of rows after which the answer ends.
        given: IRIs for variables of the query, which it must select.

    Raises:
        QueryError: If the query is wrong or cannot be carried out.
    """
    with told_plainly(text):
        result = _evaluated(store, text, given)
        if isinstance(result, ox.QueryBoolean):
            return Answer(["answer"], [(bool(result),)])
        if isinstance(result, ox.QuerySolutions):
            return Answer.of((variable.value for variable in result.variables), result, limit)
        triples = ((triple.subject, triple.predicate, triple.object) for triple in result)
        return Answer.of(("subject", "predicate", "object"), triples, limit)


def solutions(store: ox.Store, text: str) -> ox.QuerySolutions:
    """The solutions of a SELECT query over all graphs.

    Raises:
        QueryError: If the query is wrong.
    """
    with told_plainly(text):
        result = _evaluated(store, text)
    assert isinstance(result, ox.QuerySolutions)
    return result


def _evaluated(
    store: ox.Store, text: str, given: Mapping[str, str] | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    known: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): ox.NamedNode(iri) for name, iri in (given or {}).items()
    }
    return store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=known)


@contextmanager
def told_plainly(text: str) -> Iterator[None]:
    """Turn the engine's errors into ones that tell the user what to do."""
    try:
        yield
    except SyntaxError as error:
        raise fault(text, error, PREFIXES) from error
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be carried out ({error})", remedy="simplify it, or set a limit") from error


def with_prefixes(text: str) -> str:
    """The query with the usual prefixes that it uses declared, so that any service understands it."""
    used = sorted(set(_PREFIX.findall(text)) & PREFIXES.keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + text
