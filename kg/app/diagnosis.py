"""Whether all that iokg needs is in place."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import NamedTuple

import kg
from kg.errors import KGError
from kg.resources import folder

_PARTS = (
    "pyoxigraph",
    "rdflib",
    "owlready2",
    "pyshacl",
    "networkx",
    "pyvis",
    "SPARQLWrapper",
    "ahocorasick-rs",
    "msgspec",
)
_EXTRAS = {
    "pandas": ("pandas", "tables in Python"),
    "polars": ("polars", "tables in Python"),
    "starlette": ("serve", "iokg serve"),
    "uvicorn": ("serve", "iokg serve"),
}


class Part(NamedTuple):
    """Something that iokg uses.

    Attributes:
        note: Version, place, or what is left out without it.
        optional: Whether most of iokg works without it.
    """

    part: str
    found: bool
    note: str
    optional: bool = False


def diagnose(*, tables: bool = False) -> list[Part]:
    """Every part with its state.

    Args:
        tables: Whether to read all curated tables, too.
    """
    return [*_python(), *_libraries(), *_programs(), *_data(), *(_tables() if tables else ())]


def _python() -> Iterator[Part]:
    yield Part("iokg", True, kg.__version__)
    yield Part("Python", True, f"{platform.python_version()} on {platform.platform(terse=True)}")


def _libraries() -> Iterator[Part]:
    for name in _PARTS:
        try:
            yield Part(name, True, version(name))
        except PackageNotFoundError:
            yield Part(name, False, f"pip install {name}")
    for name, (extra, use) in _EXTRAS.items():
        found = find_spec(name) is not None
        yield Part(name, found, version(name) if found else f"{use}: pip install 'iokg[{extra}]'", optional=True)


def _programs() -> Iterator[Part]:
    java = shutil.which("java")
    without = "without it iokg reason needs --engine rules: apt-get install default-jre-headless"
    yield Part("Java", java is not None, java or without, optional=True)


def _data() -> Iterator[Part]:
    for name in ("ontology", "queries", "seeds"):
        try:
            yield Part(f"folder {name}", True, str(folder(name)))
        except FileNotFoundError as error:
            yield Part(f"folder {name}", False, str(error))


def _tables() -> Iterator[Part]:
    from kg.facts.assemble import Knowledge
    from kg.graph.query import library

    for name, read in (("curated tables", lambda: Knowledge(folder("ontology"))), ("questions", library)):
        try:
            read()
            yield Part(name, True, "all rows keep the rules")
        except KGError as error:
            yield Part(name, False, str(error))
