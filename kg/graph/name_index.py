"""The index of all names in a store: one SQLite file, searched by whole name, by words, by beginning and by likeness.

Names are compared as :func:`fold` leaves them. ``words`` holds the words of each name, ``spellings`` the three-letter
pieces of each folded name, by which misspelt ones are found.
"""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

import pyoxigraph as ox

from kg.curie import slug
from kg.graph.named import STANDARD, Name, all_names, kind_of, names_of, terms_named
from kg.graph.terms import short

IN_MEMORY = ":memory:"

_NOT_WORD = re.compile("[^a-z0-9]+")
_GREEK = re.compile("alpha|alfa|beta|gamma|delta|epsilon|kappa|lambda|zeta")
_BRITISH = (("aem", "em"), ("aed", "ed"), ("oes", "es"), ("our", "or"), ("is", "iz"))

_FAST = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""
_TABLES = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE names (
    id INTEGER PRIMARY KEY, folded TEXT NOT NULL, thing INTEGER NOT NULL, rank INTEGER NOT NULL, name TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5 (
    name, content = '', detail = full, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE spellings USING fts5 (folded, content = '', tokenize = 'trigram');
"""
_INDEXES = """
CREATE INDEX by_folded ON names (folded, thing, rank);
CREATE INDEX by_thing ON names (thing);
"""
_FILL = (
    "INSERT INTO words (rowid, name) SELECT id, name FROM names WHERE id > ?",
    "INSERT INTO spellings (rowid, folded) SELECT id, folded FROM names WHERE id > ?",
)
_THING = "INSERT INTO things (iri, kind, label) VALUES (?, ?, ?)"
_NAME = "INSERT INTO names (folded, thing, rank, name) VALUES (?, ?, ?, ?)"
_OF_THING = "FROM names WHERE thing = (SELECT id FROM things WHERE iri = ?)"
_FORGET = (
    f"INSERT INTO words (words, rowid, name) SELECT 'delete', id, name {_OF_THING}",
    f"INSERT INTO spellings (spellings, rowid, folded) SELECT 'delete', id, folded {_OF_THING}",
    f"DELETE {_OF_THING}",
    "DELETE FROM things WHERE iri = ?",
)


def write_names(store: ox.Store, path: Path) -> None:
    """Write the index of a store's names to a new file.

    Raises:
        OSError: If the disk is full.
    """
    try:
        index_names(store, str(path)).close()
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC, str(error), str(path)) from error


def rewrite_names(store: ox.Store, before: Path, path: Path, touched: Iterable[str]) -> bool:
    """Write the index of a store's names to a new file, from that of an earlier state; False if that is of no use.

    Args:
        before: The earlier state's index.
        touched: IRIs of all things of which anything has changed since. The ontology must be the same.

    Raises:
        OSError: If the disk is full.
    """
    if not before.exists():
        return False
    things = sorted(iri for iri in touched if kind_of(iri, {}))
    shutil.copyfile(before, path)
    try:
        with closing(sqlite3.connect(path)) as index:
            index.executescript(_FAST)
            _exchange(index, things, chain.from_iterable(names_of(store, iri) for iri in things))
    except sqlite3.DatabaseError:
        path.unlink()
        return False
    return True


def index_names(store: ox.Store, place: str = IN_MEMORY) -> sqlite3.Connection:
    """The index of a store's names, in memory or in a new file."""
    terms = terms_named(store)
    index = sqlite3.connect(place, check_same_thread=False)
    index.executescript(_FAST + _TABLES)
    _take(index, _sorted(index, all_names(store, terms)), terms)
    index.executescript(_INDEXES)
    _fill(index)
    index.execute("ANALYZE")
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


def _take(index: sqlite3.Connection, rows: Iterable[Name], terms: Mapping[str, str]) -> None:
    """Take in all names of some things, of which the first is called the label."""
    for iri, names in groupby(rows, itemgetter(0)):
        first = next(names)
        thing = index.execute(_THING, (iri, kind_of(iri, terms), first.name)).lastrowid
        index.executemany(_NAME, ((folded, thing, rank, name) for folded, rank, name in _told(chain([first], names))))


def _told(names: Iterable[Name]) -> Iterator[tuple[str, int, str]]:
    """Each folded name of a thing once, at its best rank; a label ranks with the other standard names."""
    seen: set[str] = set()
    for _, rank, name in names:
        spelt = short(name)
        folded = fold(spelt) or name
        if folded not in seen:
            seen.add(folded)
            yield folded, max(rank, STANDARD), spelt


def _exchange(index: sqlite3.Connection, things: Sequence[str], names: Iterable[Name]) -> None:
    """Put names of some things in the place of all that they had."""
    for step in _FORGET:
        index.executemany(step, zip(things, strict=False))
    (last,) = index.execute("SELECT COALESCE(MAX(id), 0) FROM names").fetchone()
    _take(index, names, {})
    _fill(index, last)
    index.commit()


def _fill(index: sqlite3.Connection, last: int = 0) -> None:
    """Make the names after a number ready to be searched by their words and pieces."""
    for step in _FILL:
        index.execute(step, (last,))


def _sorted(index: sqlite3.Connection, names: Iterable[Name]) -> Iterator[Name]:
    """The names in order, each once, sorted where they need no memory."""
    index.execute("CREATE TEMP TABLE unsorted (iri TEXT, rank INTEGER, name TEXT)")
    index.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", names)
    yield from map(Name._make, index.execute("SELECT DISTINCT iri, rank, name FROM unsorted ORDER BY iri, rank, name"))
    index.execute("DROP TABLE unsorted")
