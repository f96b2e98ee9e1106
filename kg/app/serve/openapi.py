"""What ``/openapi.json`` tells: the routes of ``assets/openapi.json``, and the pages of ``assets/pages.json``.

Each page stands there once, with its parameters and what its JSON twin holds; the paths of its HTML, JSON, CSV and
Turtle, their media types and their errors follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kg.app.explore.addresses import FILES
from kg.app.explore.links import HOME
from kg.app.explore.rendering import TYPES
from kg.app.explore.sheet import Link, Quote, TrialRow
from kg.app.serve.problem import MEDIA_TYPE

ASSETS = Path(__file__).parent / "assets"

_SCHEMAS = "#/components/schemas/{name}"
_PROBLEM = {"$ref": "#/components/responses/Problem"}
_ERRORS = ("400", "403", "503", "504")
"""Too much in the address, a service that is not called so, a graph that is gone or busy, a page that takes long."""


def description() -> dict[str, Any]:
    """The whole description, as OpenAPI 3.1."""
    told: dict[str, Any] = json.loads((ASSETS / "openapi.json").read_text(encoding="utf-8"))
    words = json.loads((ASSETS / "pages.json").read_text(encoding="utf-8"))
    # What stands in openapi.json goes first: the library of questions is also the twin of their list.
    for path, page in words["pages"].items():
        told["paths"] = dict(_page(path, page, words["facets"])) | told["paths"]
    told["paths"] |= {f"/data/{name}": _file(holds) for name, holds in FILES.items()}
    _, schemas = msgspec.json.schema_components([Link, TrialRow, Quote], ref_template=_SCHEMAS)
    told["components"]["schemas"] |= {name: _in_one_line(schema) for name, schema in schemas.items()}
    return told


def _page(path: str, page: Mapping[str, Any], facets: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """A page's path and those of its twins, each with what it answers."""
    parameters = [*_names(page), *_asked(page, facets)]
    for suffix in TYPES:
        address = f"/{path}" if suffix == "html" else f"/{path or HOME}.{suffix}"
        summary = page["summary"] if suffix == "html" else f"{page['summary']}, as {suffix.upper()}"
        yield address, {"get": {"summary": summary, "parameters": parameters, "responses": _responses(page, suffix)}}


def _names(page: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, example in page.get("names", {}).items():
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": example}


def _asked(page: Mapping[str, Any], facets: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for name, meaning in ((facets if page.get("facets") else {}) | page.get("asked", {})).items():
        yield {"name": name, "in": "query", "description": meaning, "schema": {"type": "string"}}
    if "values" in page:
        schema = {"type": "object", "additionalProperties": {"type": "string"}}
        yield {"name": "values", "in": "query", "description": page["values"], "schema": schema, "explode": True}


def _responses(page: Mapping[str, Any], suffix: str) -> dict[str, Any]:
    schema = {"schema": _told(page["told"])} if suffix == "json" else {}
    answers: dict[str, Any] = {"200": {"description": page["summary"], "content": {_media_type(suffix): schema}}}
    if suffix == "html" and (page.get("called") or "q" in page.get("asked", {})):
        answers["303"] = {"description": "To the page of what alone is called so"}
    if "names" in page or page.get("called"):
        answers["404"] = _told_to("Nothing stands there; a page suggests others") if suffix == "html" else _PROBLEM
    answers |= dict.fromkeys(_ERRORS, _PROBLEM)
    return answers | ({"503": _told_to("The graph is gone, or too many requests wait")} if suffix == "html" else {})


def _told(properties: Mapping[str, str]) -> dict[str, Any]:
    """The schema of a JSON twin, which may tell more."""
    known = {"path": "string", "title": "string", **properties}
    return {
        "type": "object",
        "required": list(known),
        "properties": {name: _schema(type_) for name, type_ in known.items()},
    }


def _schema(type_: str) -> dict[str, Any]:
    """The schema of a word: a type of JSON, a name of a schema in capitals, or a list of it in brackets.

    >>> _schema("[Link]")
    {'type': 'array', 'items': {'$ref': '#/components/schemas/Link'}}
    """
    if type_.startswith("["):
        return {"type": "array", "items": _schema(type_[1:-1])}
    return {"$ref": _SCHEMAS.format(name=type_)} if type_[0].isupper() else {"type": type_}


def _told_to(reader: str) -> dict[str, Any]:
    """An error that those who read pages are told by a page, and others as a problem."""
    content = {_media_type("html"): {}, MEDIA_TYPE: {"schema": {"$ref": _SCHEMAS.format(name="Problem")}}}
    return {"description": reader, "content": content}


def _file(holds: str) -> dict[str, Any]:
    answers = {"200": {"description": holds}, "404": _PROBLEM, **dict.fromkeys(_ERRORS, _PROBLEM)}
    return {"get": {"summary": f"To take away: {holds}", "responses": answers}}


def _media_type(suffix: str) -> str:
    return TYPES[suffix].partition(";")[0]


def _in_one_line(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that is told of by the first line of its class's docstring alone."""
    return schema | {"description": schema["description"].partition("\n")[0]}
