"""A query carried out on a store, its result written in the format that was asked for."""

from __future__ import annotations

import pyoxigraph as ox

from kg.app.serve.formats import TABLES, TRIPLES
from kg.app.serve.messages import Job, Result, Trouble
from kg.app.serve.problem import NotAcceptableError
from kg.app.serve.tables import Counted, write_table, write_truth
from kg.errors import KGError
from kg.graph.query.sparql import PREFIXES, told_plainly
from kg.graph.query.words import names_dataset

_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def carry_out(store: ox.Store, job: Job) -> Result | Trouble:
    """The result of a job, or why there is none."""
    try:
        with told_plainly(job.query):
            return _written(_evaluated(store, job), job)
    except KGError as error:
        return Trouble(kind=type(error).__name__, problem=error.problem, place=error.place, remedy=error.remedy)


def _evaluated(store: ox.Store, job: Job) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Over the graphs that the request names, else those that the query names, else all."""
    if job.default_graphs or job.named_graphs:
        return store.query(
            job.query,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in job.default_graphs],
            named_graphs=[ox.NamedNode(iri) for iri in job.named_graphs],
        )
    return store.query(job.query, prefixes=PREFIXES, use_default_graph_as_union=not names_dataset(job.query))


def _written(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Job) -> Result:
    if isinstance(found, ox.QueryTriples):
        return _triples(found, job)
    if not job.table:
        raise NotAcceptableError(
            "the client takes no format of tables", remedy=f"accept one of {', '.join(TABLES.values())}"
        )
    media_type = TABLES[job.table]
    if isinstance(found, ox.QueryBoolean):
        return Result(media_type=media_type, body=write_truth(bool(found), job.table), rows=1)
    body, rows = write_table(found, job.table, job.rows)
    return Result(media_type=media_type, body=body, rows=rows.number, complete=rows.complete)


def _triples(found: ox.QueryTriples, job: Job) -> Result:
    if not job.triples:
        raise NotAcceptableError(
            "the client takes no format of triples", remedy=f"accept one of {', '.join(TRIPLES.values())}"
        )
    triples = Counted(found, job.rows)
    body = ox.serialize(triples, format=_RDF[job.triples], prefixes=PREFIXES)
    assert body is not None
    return Result(media_type=TRIPLES[job.triples], body=body, rows=triples.number, complete=triples.complete)
