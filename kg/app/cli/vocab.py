"""Vocabulary packs: add, list, remove."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.app.cli.options import Format, TableFormat
from kg.app.cli.output import say
from kg.app.grammar import plural

app = typer.Typer(
    help="Public vocabularies for names that the curated tables do not know.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="ncit, mondo, oncotree, hgnc or unii.")],
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE_OR_URL",
            help="As published, plain or packed; may be left out for mondo if iokg[mondo] is there.",
        ),
    ] = "",
    name: Annotated[str, typer.Option(metavar="NAME", help="Name of the pack; the kind if not given.")] = "",
    licence: Annotated[str, typer.Option(metavar="TEXT", help="Licence, if not the usual one.")] = "",
    version: Annotated[str, typer.Option(metavar="TEXT", help="Version, if the file does not state it.")] = "",
) -> None:
    """Compile a vocabulary; one of the same name is replaced once all is read."""
    from kg.facts.packs.adding import add_pack

    info = add_pack(kind, source, name=name, licence=licence, version=version)
    edition = f" {info.version}" if info.version else ""
    size = f"{plural(info.concepts, 'concept')}, {plural(info.names, 'name')}"
    say(f"{info.name}: {info.title}{edition}, {size}, {info.licence}")


@app.command("list")
def list_(format_: Format = TableFormat.TABLE) -> None:
    """Print the packs that builds use."""
    from kg.app.cli.output import print_answer
    from kg.facts.packs import list_packs
    from kg.graph.query import Answer

    columns: tuple[str, ...] = ("name", "title", "version", "date", "concepts", "names", "licence")
    if format_ is not TableFormat.TABLE:
        columns += ("origin", "sha256")
    rows = tuple(tuple(getattr(info, column) or None for column in columns) for info in list_packs())
    print_answer(Answer(columns, rows), format_)


@app.command()
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="As iokg vocab list gives it.")]) -> None:
    """Remove a pack."""
    from kg.facts.packs import remove_pack

    remove_pack(name)
    say(f"{name} is removed")
