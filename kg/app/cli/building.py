"""Building a graph, and the demonstration."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.app.cli.cluster import Asked, Engine, build_on_cluster
from kg.app.cli.options import OUT, Format, TableFormat
from kg.app.cli.output import say
from kg.app.cli.progress import Progress
from kg.app.grammar import plural

if TYPE_CHECKING:
    from kg.app.pipeline import Effort
    from kg.app.run import Run
    from kg.app.update import Updated
    from kg.graph.quads import EvidenceDetail

_BAD_INPUT = 3

_FORM = "api, csv or seed; told by content if not given."
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the graph.")]


def build(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Registry records: files, folders, ZIP archives; - is standard input."),
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Folder for the graph.")] = str(OUT),
    form: Annotated[str | None, typer.Option("--form", "--format", metavar="FORM", help=_FORM)] = None,
    evidence: Annotated[
        str, typer.Option(help="full: words and fields; quotes: words; none: facts only.", metavar="DETAIL")
    ] = "full",
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that state facts; one a processor if not given.")
    ] = None,
    record_limit: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Leave a record out that takes longer.")
    ] = 60,
    engine: Annotated[
        Engine, typer.Option(help="local: processes of this machine; spark: a cluster; see docs/scaling.md.")
    ] = Engine.LOCAL,
    master: Annotated[
        str | None, typer.Option(metavar="URL", help="Spark's cluster; as Spark is set up if not given.")
    ] = None,
    conf: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="A setting of Spark; may stand several times.")
    ] = None,
    store: Annotated[
        bool | None,
        typer.Option(help="Load all into a store, which iokg asks; if not, files of N-Quads for a SPARQL service."),
    ] = None,
) -> None:
    """Read registry records and write their graph to a folder; one that was stopped goes on where it was."""
    from kg.graph.quads import evidence_detail

    detail = evidence_detail(evidence)
    if engine is Engine.SPARK:
        _refuse("--workers, which a cluster decides for itself", given=workers is not None, engine=engine)
        run = build_on_cluster(paths, out, master, conf or (), Asked(form, detail, record_limit, store))
    else:
        from kg.app.pipeline import Effort

        given = master is not None or conf is not None
        _refuse("--master and --conf, which go with --engine spark", given=given, engine=engine)
        run = _build_here(paths, Path(out), form, detail, Effort(workers, record_limit, store=store is not False))
    say(f"{_counted(run)} in {out} after {run.seconds:.1f} s")
    if run.generation:
        say(f"next: iokg ask --graph {out}, iokg view {out}")
    else:
        say(f"next: load {out.rstrip('/')}/quads into a SPARQL service, iokg ask --service URL")
    _end(run, f"{out.rstrip('/')}/run.json")


def _build_here(paths: list[str], out: Path, form: str | None, evidence: EvidenceDetail, effort: Effort) -> Run:
    from kg.app.pipeline import build as build_graph

    progress = Progress("stated", paths)
    bounds = effort._replace(meter=progress.meter, step=progress.step)
    try:
        return build_graph(paths, out, form=form, evidence=evidence, effort=bounds, progress=progress)
    except KeyboardInterrupt:
        progress.end()
        _say_stopped(out)
        raise
    finally:
        progress.end()


def _refuse(options: str, *, given: bool, engine: Engine) -> None:
    """Refuse options that another engine has.

    Raises:
        UsageError: If they are given.
    """
    from kg.errors import UsageError

    if given:
        raise UsageError(f"the engine {engine} has no {options}", remedy="leave it out, or choose another --engine")


def demo(out: Out = OUT) -> None:
    """Build, reason over, check and draw the four records that come with iokg, and answer a question."""
    from kg.app.cli.report import demonstrate

    raise typer.Exit(demonstrate(out))


def update(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH…", help="Records that are new or may have changed; as for build."),
    ] = None,
    out: Out = OUT,
    form: Annotated[str | None, typer.Option("--form", metavar="FORM", help=_FORM)] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="TRIAL", help="Remove a trial; may stand several times.")
    ] = None,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Remove every trial that is not among the records.")
    ] = False,
    format_: Format = TableFormat.TABLE,
) -> None:
    """Bring a graph up to date with new records; print what changed."""
    from kg.app.cli.output import print_answer
    from kg.app.update import update as update_graph
    from kg.errors import UsageError
    from kg.graph.query import Answer

    if not (paths or remove):
        raise UsageError("nothing to do", remedy="give records, or --remove TRIAL")
    progress = Progress("read")
    done = update_graph(
        paths or [], out, form=form, remove=remove or (), remove_missing=remove_missing, progress=progress
    )
    progress.end()
    if done.changes or format_ is not TableFormat.TABLE:
        columns = ("trial", "title", "change", "about", "gained", "lost")
        print_answer(Answer(columns, [tuple(change) for change in done.changes]), format_)
    _say_updated(done, out)
    _end(done.run, str(out / "run.json"))


def _say_updated(done: Updated, out: Path) -> None:
    number = Counter(change.change for change in done.changes)
    say(
        f"{number['added']:,} added, {number['changed']:,} changed, {number['removed']:,} removed, "
        f"{done.unchanged:,} unchanged; {_counted(done.run)} in {out}"
    )
    if done.derived_dropped:
        say(f"what a reasoner had derived may hold no more and is dropped: iokg reason {out}")
    if done.old_readings:
        say(
            f"read with other tables: {plural(done.old_readings, 'trial')} in the graph; give their records, too, "
            "to have them read anew"
        )


def _say_stopped(out: Path) -> None:
    from kg.app.scale import Shards

    kept = len(Shards(out))
    if kept:
        say(f"kept in {out}: {plural(kept, 'shard')} of stated facts; the same command goes on from there")


def _end(run: Run, told: str) -> None:
    """End in exit code 3 if a part of the input is missing from the graph."""
    if run.lost:
        say(f"{plural(run.lost, 'part')} of the input could not be read: see {told}")
        raise typer.Exit(_BAD_INPUT)


def _counted(run: Run) -> str:
    nouns = ("trial", "agent", "target", "condition")
    return ", ".join(plural(run.counts[f"{noun}s"], noun) for noun in nouns)
