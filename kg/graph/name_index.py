"""The index of all names in a store: one SQLite file, searched by whole name, by words, by beginning and by likeness.

Names are compared as :func:`fold` leaves them. ``words`` holds the words of each name, ``spellings`` the three-letter
pieces of each folded name, by which misspelt ones are found.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.curie import slug
from kg.graph.terms import short
from kg.graph.texts import query_text
from kg.vocab import BASE

IN_MEMORY = ":memory:"
LABEL, STANDARD = 0, 1
"""Ranks of names: the label, other standard names; synonyms and names that hold in places come after."""

_FOLDER = re.compile(rf"{re.escape(BASE)}(agent|target|condition|criterion|trial)/[^/]+")
_NOT_WORD = re.compile("[^a-z0-9]+")
_GREEK = re.compile("alpha|alfa|beta|gamma|delta|epsilon|kappa|lambda|zeta")
_BRITISH = (("aem", "em"), ("aed", "ed"), ("oes", "es"), ("our", "or"), ("is", "iz"))
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE names (
    id INTEGER PRIMARY KEY, folded TEXT NOT NULL, thing INTEGER NOT NULL, rank INTEGER NOT NULL, name TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
    name, content = '', detail = full, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE spellings USING fts5 (folded, content = '', tokenize = 'trigram');
"""
_COMPLETE = """
CREATE INDEX by_folded ON names (folded, thing, rank);
INSERT INTO words (rowid, name) SELECT id, name FROM names;
INSERT INTO spellings (rowid, folded) SELECT id, folded FROM names;
ANALYZE;
"""


class _Name(NamedTuple):
    thing: int
    rank: int
    name: str


def write_names(store: ox.Store, path: Path) -> None:
    """Write the index of a store's names to a new file.

    Raises:
        OSError: If the disk is full.
    """
    try:
        index_names(store, str(path)).close()
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC, str(error), str(path)) from error


def index_names(store: ox.Store, place: str = IN_MEMORY) -> sqlite3.Connection:
    """The index of a store's names, in memory or in a new file."""
    rows = sorted((row[0].value, int(row[1].value), row[2].value) for row in _select(store, "names"))
    things = _things(rows, {row[0].value: row[1].value for row in _select(store, "terms")})
    numbers = {iri: number for number, iri in enumerate(things, start=1)}
    index = sqlite3.connect(place, check_same_thread=False)
    index.executescript(_TABLES)
    index.executemany(
        "INSERT INTO things VALUES (?, ?, ?, ?)", ((numbers[iri], iri, *told) for iri, told in things.items())
    )
    index.executemany(
        "INSERT INTO names (folded, thing, rank, name) VALUES (?, ?, ?, ?)",
        ((folded, *name) for folded, name in _names(rows, numbers)),
    )
    index.executescript(_COMPLETE)
    index.commit()
    return index


@lru_cache(1 << 12)
def fold(name: str) -> str:
    """Only the letters and digits, Greek letters by their initials, American spelling.

    >>> fold("IFN-α") == fold("IFN alpha"), fold("leukaemia") == fold("Leukemia")
    (True, True)
    """
    plain = _NOT_WORD.sub("", name.lower() if name.isascii() else slug(name))
    folded = _GREEK.sub(lambda greek: greek[0][0], plain)
    for british, american in _BRITISH:
        folded = folded.replace(british, american)
    return "" if folded == "unnamed" else folded


def _things(rows: Iterable[tuple[str, int, str]], terms: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Kind and label of what can be named, by IRI: the first label, or the first name of what has none."""
    found: dict[str, tuple[str, str]] = {}
    for iri, _, name in rows:
        if iri not in found:
            folder = _FOLDER.fullmatch(iri)
            kind = folder[1] if folder else terms.get(iri)
            if kind:
                found[iri] = (kind, name)
    return found


def _names(rows: Iterable[tuple[str, int, str]], numbers: dict[str, int]) -> Iterator[tuple[str, _Name]]:
    """Each folded name of each thing once, at its best rank; a label ranks with the other standard names."""
    seen: set[tuple[str, str]] = set()
    for iri, rank, name in rows:
        number = numbers.get(iri)
        if number is None:
            continue
        spelt = short(name)
        folded = fold(spelt) or name
        if (iri, folded) not in seen:
            seen.add((iri, folded))
            yield folded, _Name(number, max(rank, STANDARD), spelt)


def _select(store: ox.Store, name: str) -> Iterable[Any]:
    return store.query(query_text("show", name), use_default_graph_as_union=True)  # type: ignore[return-value]
