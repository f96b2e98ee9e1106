"""A graph as N-Quads in files, for a SPARQL service: many gzipped files of trials, and one of what they share."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.app.scale import Gathered
from kg.app.vocabulary import vocabulary_of
from kg.facts.assemble import Knowledge
from kg.graph.ontology import ontology_quads
from kg.graph.quads import Used
from kg.graph.store import QUADS
from kg.resources import folder

PART, SUFFIX = "part-", ".nq.gz"
SHARED = f"shared{SUFFIX}"


def part(number: int) -> str:
    """The name of a file of trials."""
    return f"{PART}{number:05}{SUFFIX}"


def shared_by(used: Used, knowledge: Knowledge) -> ox.Store:
    """The vocabulary of what trials use, and the ontology."""
    store = ox.Store()
    store.load(vocabulary_of(used, knowledge).encode(), format=ox.RdfFormat.N_QUADS)
    store.extend(ontology_quads(folder("ontology") / "iokg.ttl"))
    return store


def packed(shared: ox.Store) -> bytes:
    """The file of what trials share."""
    lines = "".join(sorted(f"{quad} .\n" for quad in shared))
    return gzip.compress(lines.encode(), mtime=0)


def write_quad_files(gathered: Gathered, shared: ox.Store, drafts: Path) -> None:
    """Write the N-Quads of all trials, and what they share, to a folder of drafts.

    Raises:
        OSError: If they cannot be written.
    """
    quads = drafts / QUADS
    quads.mkdir()
    for number, (path, quads_of) in enumerate(gathered.shards()):
        target = quads / part(number)
        if quads_of is None:
            _link(path, target)
        else:
            with gzip.GzipFile(target, "wb", 1, mtime=0) as file:
                file.writelines(quads_of)
    (quads / SHARED).write_bytes(packed(shared))


def put_quad_files(drafts: Path, out: Path) -> None:
    """Put the new files in the place of the old, which go."""
    target = out / QUADS
    if target.exists():
        target.replace(drafts / "before")
    (drafts / QUADS).replace(target)


def are_foreign(out: Path) -> bool:
    """Whether a folder holds files of that name that no build wrote."""
    return (out / QUADS).exists() and not (out / QUADS / SHARED).exists()


def remove_quad_files(out: Path) -> None:
    """Remove the files of an earlier state; what cannot be removed stays, and so do files that no build wrote."""
    if not are_foreign(out):
        shutil.rmtree(out / QUADS, ignore_errors=True)


def _link(path: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the system cannot."""
    try:
        target.hardlink_to(path)
    except (OSError, NotImplementedError):
        shutil.copyfile(path, target)
