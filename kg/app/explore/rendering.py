"""A page as HTML or as one of its twins."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path

import jinja2
import msgspec

from kg.app.explore.links import Links
from kg.app.explore.sheet import Sheet
from kg.app.explore.statements import Statements
from kg.app.grammar import field_name, one, plural, sentence
from kg.errors import KGError
from kg.graph.query import Answer
from kg.graph.terms import Plain

ASSETS = Path(__file__).parent / "assets"
"""Folder of the explorer's own style sheet and script."""

TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
}
"""Media types by the suffix of an address."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""What a browser may load for a page that is served."""

FILE_POLICY = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:; base-uri 'none'"
"""The same for a page that is opened from disk, where each file is an origin of its own."""

_NAVIGATION = (
    ("landscape", "Landscape"), ("map", "Map"), ("timeline", "Timeline"), ("agents", "Agents"), ("targets", "Targets"),
    ("mechanisms", "Mechanisms"), ("conditions", "Conditions"), ("endpoints", "Endpoints"), ("trials", "Trials"),
    ("questions", "Questions"), ("unmatched", "Not understood"), ("data", "Data"),
)  # fmt: skip
_CURIE = re.compile(r"https://\S+|[a-z][a-z0-9.]*:[^\s/]\S*")
"""Addresses, and ids of things in other vocabularies, to which Bioregistry leads."""

_FILTERS = {"plural": plural, "sentence": sentence, "one": one, "field": field_name, "curie": _CURIE.fullmatch}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def html(sheet: Sheet, links: Links) -> bytes:
    """The page for reading."""
    template = _environment().get_template(sheet.template)
    policy = FILE_POLICY if links.is_static else ""
    asked = sheet.told.get("asked") or ({"q": sheet.told["q"]} if sheet.told.get("q") else {})
    text = template.render(
        sheet=sheet, links=links, policy=policy, navigation=_NAVIGATION, twin_asked=asked, **sheet.told, **sheet.shown
    )
    return text.encode(errors="replace")


def json(sheet: Sheet) -> bytes:
    """All that the page tells."""
    return msgspec.json.encode({"path": sheet.path, "title": sheet.title, **msgspec.to_builtins(sheet.told)})


def table(sheet: Sheet) -> bytes:
    """The page's main table as CSV; cells that a spreadsheet program would carry out are quoted for it."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(sheet.table.columns)
    writer.writerows([_cell(value) for value in row] for row in sheet.table.rows)
    return file.getvalue().encode(errors="replace")


def triples(sheet: Sheet, statements: Statements) -> bytes:
    """The statements of what the page is about, as Turtle."""
    if sheet.graph:
        return statements.of_graph(sheet.graph, *sheet.things).encode()
    return statements.about(sheet.things).encode()


def _cell(value: Plain) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= _FILTERS
    return environment


def told_as(suffix: str, sheet: Sheet, links: Links, statements: Statements) -> bytes:
    """The page in the form that a suffix of an address asks for."""
    if suffix == "html":
        return html(sheet, links)
    if suffix == "json":
        return json(sheet)
    return table(sheet) if suffix == "csv" else triples(sheet, statements)


def trouble(error: KGError, title: str = "Out of order") -> bytes:
    """A page that says what is wrong, without looking at the graph."""
    told = {"problem": error.problem, "remedy": error.remedy, "name": "", "near": ()}
    return html(Sheet("", title, "nowhere.html", told, Answer((), ())), Links())
