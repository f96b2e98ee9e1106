"""From registry records to a graph, by a cluster: list, state, write, and put into a store if that is wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from kg.app.beside import UNMATCHED, drafts, swap, write_files
from kg.app.cluster import noting
from kg.app.cluster.executor import Order
from kg.app.cluster.files import Folder
from kg.app.cluster.listing import list_files
from kg.app.cluster.quads import load_quads, used_by_all, write_quads
from kg.app.cluster.session import Cluster, session
from kg.app.cluster.tabling import write_tables
from kg.app.cluster.workshop import WORKSHOP, fill
from kg.app.quad_files import shared_by
from kg.app.run import FILE, Run, run_bytes, versions
from kg.app.scale import context_of
from kg.app.snapshot import knowledge_at_hand
from kg.errors import InputError, UsageError
from kg.facts.assemble import Knowledge
from kg.facts.packs import open_packs
from kg.facts.packs.shelf import pack_paths
from kg.facts.read import Refusal
from kg.graph.quads import EvidenceDetail
from kg.graph.store import next_number, rebuild, writing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Wanted(NamedTuple):
    """What is to be built.

    Attributes:
        form: Form of the records; told by content if None.
        evidence: How much of the reasons to keep.
        seconds_a_record: How long the facts of one record may take.
        store: Whether to put the graph into a store, too; if None, where the folder is on a disk of this machine.
    """

    form: str | None = None
    evidence: EvidenceDetail = "full"
    seconds_a_record: float = 60.0
    store: bool | None = None


def build(
    paths: Iterable[str],
    out: str,
    cluster: Cluster,
    wanted: Wanted,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Run, list[Refusal]]:
    """Build the graph of some records in a new folder: ``quads``, ``tables``, ``run.json``, and a store if wanted.

    ``run.json`` comes last: a folder without it is not finished.

    Args:
        paths: Files, folders and patterns on any file system that Spark knows.
        out: The folder; nothing may be there but what a build left that was stopped.
        tell: Told what is being done.

    Returns:
        What was built, and the first refusals.

    Raises:
        InputError: If there is nothing at a path, or no trial could be read.
        UsageError: If there is something in the folder.
        KGError: As :func:`session` tells.
    """
    begin = time.monotonic()
    with session(cluster) as spark, knowledge_at_hand(open_packs()) as knowledge:
        folder = Folder(spark, out)
        local = _need_room(folder, store=wanted.store)
        with _cleared_after_failure(folder):
            run, refused = _built(spark, list(paths), folder, wanted, knowledge, tell)
            folder.remove(WORKSHOP)
            run = _timed(run, begin)
            folder.write(run_bytes(run), FILE)
    if local is not None:
        tell("loading the store")
        run = _put_into_store(run, local, begin)
    return run, refused


def _need_room(folder: Folder, *, store: bool | None) -> Path | None:
    """Where the store belongs; None if none is wanted.

    Raises:
        UsageError: If there is something in the folder, or a store is wanted where none can be.
    """
    names = folder.names()
    if names:
        stopped = "what a stopped build has left" if WORKSHOP in names else "a graph or something else"
        raise UsageError(
            f"there is {stopped} in the folder",
            place=folder.uri,
            remedy="remove it, or name another folder with -o",
        )
    if store and folder.local is None:
        raise UsageError(
            "a store needs a disk",
            place=folder.uri,
            remedy="name a folder of this machine with -o, or leave out --store",
        )
    return Path(folder.local) if folder.local is not None and store is not False else None


def _built(
    spark: SparkSession,
    paths: list[str],
    folder: Folder,
    wanted: Wanted,
    knowledge: Knowledge,
    tell: Callable[[str], None],
) -> tuple[Run, list[Refusal]]:
    for pack in pack_paths():
        spark.sparkContext.addFile(str(pack))
    listing = list_files(spark, paths, wanted.form)
    if not (listing.by_line or listing.whole):
        raise _nothing()
    order = Order(context_of(wanted.evidence, knowledge.packs), wanted.evidence, wanted.seconds_a_record)
    tell(f"stating the facts of {len(listing.named):,} files")
    stated = fill(spark, listing, order, wanted.form, folder)
    tell("writing N-Quads and tables")
    inputs, refused = noting.inputs(stated), noting.refused(stated, listing.refused)
    if not inputs:
        raise _nothing()
    shared = shared_by(used_by_all(stated), knowledge)
    write_quads(stated, shared, folder)
    tables = write_tables(stated, shared, folder)
    folder.write(noting.unmatched(stated).encode(), UNMATCHED)
    run = Run(
        versions={**versions(), "spark": spark.version},
        packs=knowledge.packs.infos,
        inputs=inputs,
        counts=noting.counts(stated, tables),
        scopes=noting.scopes(tables["trial"]),
        refused=refused.numbers,
        refusals=tuple(map(str, refused.first)),
        evidence=wanted.evidence,
        seconds=0,
        finished="",
    )
    return run, refused.first


def _nothing() -> InputError:
    return InputError("no trial could be read", remedy="give registry records: API studies, exports or plain text")


@contextmanager
def _cleared_after_failure(folder: Folder) -> Iterator[None]:
    """Leave an empty folder if the block ends with an error, as far as Spark still can."""
    try:
        yield
    except BaseException:
        with suppress(Exception):
            for name in folder.names():
                folder.remove(name)
        raise


def _put_into_store(run: Run, out: Path, begin: float) -> Run:
    with writing(out), drafts(out) as scratch:
        number = next_number(out)
        with rebuild(out) as store:
            load_quads(out, store)
            store.flush()
            store.optimize()
            run = _timed(structs.replace(run, generation=number), begin)
            write_files(store, run, scratch)
        swap(scratch, out)
    return run


def _timed(run: Run, begin: float) -> Run:
    finished = datetime.now(UTC).isoformat(timespec="seconds")
    return structs.replace(run, seconds=round(time.monotonic() - begin, 3), finished=finished)
