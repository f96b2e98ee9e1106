"""The graph of a build on a cluster as N-Quads: many gzipped files of trials, and one of what they share."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.app.cluster.files import Folder
from kg.app.cluster.workshop import WORKSHOP
from kg.app.quad_files import PART, SHARED, SUFFIX, packed, part
from kg.graph.quads import Used
from kg.graph.store import QUADS, load

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_AT_ONCE = 32
_PIECE = 1 << 20


def write_quads(stated: DataFrame, shared: ox.Store, out: Folder) -> None:
    """Write the graphs of all trials and what they share, each file whole or not at all."""
    drafts = (WORKSHOP, QUADS)
    texts = stated.where("quads != ''").select("quads")
    texts.write.option("compression", "gzip").option("zlib.compress.level", "BEST_SPEED").text(out.at(*drafts))
    out.make(QUADS)
    parts = [name for name in out.names(*drafts) if name.startswith(PART)]

    def put(number: int) -> None:
        out.move((*drafts, parts[number]), (QUADS, part(number)))

    with ThreadPoolExecutor(_AT_ONCE) as movers:
        list(movers.map(put, range(len(parts))))
    out.write(packed(shared), QUADS, SHARED)


def used_by_all(stated: DataFrame) -> Used:
    """The curated things that the trials use."""
    from pyspark.sql import functions as f

    used = stated.select(f.explode("used").alias("thing")).select("thing.*").distinct()
    present = stated.select(f.explode("present").alias("iri")).distinct()
    ids: dict[str, set[str]] = {"agents": set(), "targets": set(), "conditions": set()}
    for row in used.join(present, "iri").collect():
        ids[row["kind"]].add(row["id"])
    return Used(**{kind: frozenset(names) for kind, names in ids.items()})


def load_quads(out: Path, store: ox.Store) -> None:
    """Load all N-Quads of a graph folder into a store."""
    load(store, _read(out))
    with gzip.open(out / QUADS / SHARED) as file:
        # Loading in bulk gives blank nodes new names, and those of the ontology stand for what it says.
        store.extend(ox.parse(file.read(), format=ox.RdfFormat.N_QUADS))


def _read(out: Path) -> Iterator[bytes]:
    """The N-Quads of trials, whole lines, some at a time."""
    for path in sorted((out / QUADS).glob(f"{PART}*{SUFFIX}")):
        with gzip.open(path) as file:
            rest = b""
            while piece := file.read(_PIECE):
                lines, end, rest = (rest + piece).rpartition(b"\n")
                yield lines + end
            yield rest
