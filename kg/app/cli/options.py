"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

OUT = Path("out")


class TableFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


Graph = Annotated[Path, typer.Option("--graph", "-g", metavar="DIR", help="Folder of the graph.")]
Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of the graph.")]
Format = Annotated[TableFormat, typer.Option("--format", "-f", help="How to print the rows; a table cuts long titles.")]
ServiceUrl = Annotated[
    str | None,
    typer.Option("--service", metavar="URL", help="Ask this SPARQL service instead of a folder; see docs/service.md."),
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="Print at most N rows.")]
