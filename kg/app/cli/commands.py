"""The commands and their options."""

from __future__ import annotations

from typing import Annotated

import typer

import kg
from kg.app.cli.asking import ask, query, show
from kg.app.cli.building import build, demo, update
from kg.app.cli.checking import check, doctor, reason
from kg.app.cli.completing import AskCommand
from kg.app.cli.handing_on import export, load, site, view
from kg.app.cli.serving import serve
from kg.app.cli.vocab import app as vocab

app = typer.Typer(
    help="A knowledge graph of oncology immunotherapy trials, read from registry records.",
    epilog="Start with: iokg demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Read registry records and write their graph to a folder.")(build)
app.command()(update)
app.command(
    cls=AskCommand,
    short_help="Ask a question of the library; without one, list them.",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(ask)
app.command(short_help="Show all that the graph says of a thing.")(show)
app.command()(query)
app.command()(view)
app.command(short_help="Write the explorer's pages as files.")(site)
app.command()(export)
app.command(short_help="Put the graph into a SPARQL service.")(load)
app.command(short_help="Serve pages to read and a SPARQL service.")(serve)
app.command(short_help="Derive what follows by the ontology.")(reason)
app.command()(check)
app.command()(doctor)
app.command(short_help="Build and question the four records that come with iokg.")(demo)
app.add_typer(vocab, name="vocab")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"iokg {kg.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks; may stand anywhere.")] = False,
) -> None:
    """Take in the options that stand before a command; both are dealt with elsewhere."""
    del version, debug
