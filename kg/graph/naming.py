"""Which things a name may mean."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.graph.acting import divisions
from kg.graph.likeness import endings, most_alike
from kg.graph.name_index import fold, index_names
from kg.graph.terms import lengthen, short

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["KINDS", "Acting", "Naming", "Thing", "fold"]

KINDS = (
    "agent", "target", "condition", "criterion", "trial", "mechanism", "endpoint", "setting", "role", "priority",
    "phase", "status", "scope", "kind",
)  # fmt: skip
"""Sorts of things with names; ``kind`` is a kind of agent."""

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"([A-Za-z]+-?)\(([A-Za-z])\)([0-9]+)")
_SUGGESTIONS = 5
_TRIED = 200
_SYMBOL = 5
"""Letters up to which a name has too few three-letter pieces to be found by them when one letter is wrong."""
_LAST = "\U0010ffff"
_IDENTIFIED = """
SELECT iri, kind, label FROM things WHERE iri = :iri AND (:kind IS NULL OR things.kind = :kind)
"""
_CALLED = """
SELECT iri, kind, label FROM names JOIN things ON things.id = names.thing
WHERE folded = :folded AND (:kind IS NULL OR things.kind = :kind) AND rank = (
    SELECT MIN(other.rank) FROM names AS other JOIN things AS its ON its.id = other.thing
    WHERE other.folded = :folded AND its.kind = things.kind
) ORDER BY iri
"""
_LABELS = "SELECT label FROM things WHERE kind = :kind ORDER BY iri"
_NAMES = """
SELECT name FROM names JOIN things ON things.id = names.thing WHERE iri = :iri ORDER BY rank, folded, name
"""
_BEGINNING = """
SELECT name FROM names JOIN things ON things.id = names.thing
WHERE folded >= :folded AND folded < :last AND (:kind IS NULL OR things.kind = :kind)
ORDER BY rank, folded, name LIMIT :most
"""
_WORDED = """
SELECT names.thing, names.name FROM words JOIN names ON names.id = words.rowid JOIN things ON things.id = names.thing
WHERE words MATCH :words AND (:kind IS NULL AND things.kind != 'trial' OR things.kind = :kind)
ORDER BY LENGTH(names.name), names.name LIMIT :most
"""
_ALIKE = """
SELECT names.thing, names.name, names.folded FROM spellings JOIN names ON names.id = spellings.rowid
JOIN things ON things.id = names.thing
WHERE spellings MATCH :pieces AND (:kind IS NULL AND things.kind != 'trial' OR things.kind = :kind)
ORDER BY spellings.rank, names.name LIMIT :most
"""
_SHORT = """
SELECT names.thing, names.name, names.folded FROM names JOIN things ON things.id = names.thing
WHERE names.folded >= :first AND names.folded < :last AND LENGTH(names.folded) <= :length
AND (:kind IS NULL AND things.kind != 'trial' OR things.kind = :kind) ORDER BY folded, iri
"""


_SAME_WORDS = (
    (re.compile(r"\bcancer\b", re.IGNORECASE), "carcinoma"),
    (re.compile(r"\bcarcinoma\b", re.IGNORECASE), "cancer"),
)
_PHASE = re.compile(r"(?:phase\s*)?([1-4]|I{1,3}|IV)", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


class Thing(NamedTuple):
    """Something that has a name in the graph."""

    iri: str
    kind: str
    label: str

    def __str__(self) -> str:
        return f"{self.label} ({short(self.iri)})"

    def _repr_html_(self) -> str:
        """Name, kind and id for notebooks."""
        from kg.graph.notebook import thing_html

        return thing_html(self)


class Acting(NamedTuple):
    """What a name says that acts: on which targets, and of which kind it is, if the name says so."""

    targets: tuple[Thing, ...]
    kind: Thing | None


class Naming:
    """All names in a store, compared as :func:`fold` leaves them.

    Args:
        store: Where they come from.
        index: The file that ``write_names`` has made of them; what has none is indexed in memory on first use.
    """

    def __init__(self, store: ox.Store, index: Path | None = None) -> None:
        self._store = store
        self._path = index

    def find(self, name: str, kind: str | None = None) -> list[Thing]:
        """What a name means, in the order of IRIs: by its id, else its standard names, synonyms, names in places.

        A phase may be given by its number alone, Arabic or Roman. Of several things that are called so in places, that
        counts whose own name says the same in other words ("lung cancer" is lung carcinoma). A letter in brackets means
        the things with and without it ("PD-(L)1" is PD-1 and PD-L1). What nothing is called may
        be a plural ("ADCs"), or say what an agent acts on ("anti-TIGIT", "TIGIT inhibitor"), which is then meant.
        """
        if kind == "phase":
            name = _phase(name)
        forms = both_readings(name)
        if forms:
            return sorted({thing for form in forms for thing in self._own(form, kind)})
        found = self._identified(name, kind) or self._own(name, kind)
        if len(found) > 1:
            own = {thing for other in _in_other_words(name) for thing in self._called(other, kind)}
            return [thing for thing in found if thing in own] or found
        return found or self._acted_on(name, kind)

    def acting(self, name: str) -> Acting | None:
        """What a name says that acts, such as "CD19 CAR-T" or "anti-PD-1"; None if it does not say so."""
        for words, rest in divisions(name):
            named = [found for word in words if (found := self._own(word, "target"))]
            if len(named) < len(words):
                continue
            kinds = self._own(rest, "kind") if rest else []
            if len(kinds) == bool(rest):
                return Acting(tuple(thing for found in named for thing in found), next(iter(kinds), None))
        return None

    def _acted_on(self, name: str, kind: str | None) -> list[Thing]:
        """The targets that a name says something acts on, unless more than that may be meant."""
        acting = self.acting(name) if kind in (None, "target") else None
        if acting is None or (kind is None and acting.kind is not None):
            return []
        return list(acting.targets)

    def _own(self, name: str, kind: str | None) -> list[Thing]:
        """What is called so, or is so in the singular."""
        return self._called(name, kind) or self._called(_singular(name), kind)

    def near(self, name: str, kind: str | None = None) -> list[str]:
        """Names with all of its words; then similar ones, the most similar first. Each thing is named once.

        Trials are among them only if trials are asked for.
        """
        found: dict[int, str] = {}
        for thing, other in (*self._with_words(name, kind), *self._alike(fold(name), kind)):
            found.setdefault(thing, other)
        return list(dict.fromkeys(found.values()))[:_SUGGESTIONS]

    def beginning(self, text: str, kind: str | None = None, *, most: int = 50) -> list[str]:
        """Names that begin so, the standard ones first."""
        folded = fold(text)
        rows = self._rows(_BEGINNING, folded=folded, last=folded + _LAST, kind=kind, most=most)
        return list(dict.fromkeys(name for (name,) in rows))

    def labels(self, kind: str) -> list[str]:
        """The labels of all things of a kind, in the order of IRIs."""
        return [label for (label,) in self._rows(_LABELS, kind=kind)]

    def names(self, iri: str) -> list[str]:
        """All names of a thing, the standard ones first."""
        return [name for (name,) in self._rows(_NAMES, iri=iri)]

    def _called(self, name: str, kind: str | None) -> list[Thing]:
        return self._asked(_CALLED, kind, folded=fold(name) or name)

    def _identified(self, name: str, kind: str | None) -> list[Thing]:
        return [thing for iri in lengthen(name) for thing in self._asked(_IDENTIFIED, kind, iri=iri)]

    def _alike(self, folded: str, kind: str | None) -> Iterator[tuple[int, str]]:
        pieces = {folded[start : start + 3] for start in range(len(folded) - 2)}
        wanted = " OR ".join(f'"{piece}"' for piece in sorted(pieces))
        rows = self._rows(_ALIKE, pieces=wanted, kind=kind, most=_TRIED) if pieces else []
        if len(folded) <= _SYMBOL:
            first = folded[:1]
            rows += self._rows(_SHORT, first=first, last=first + _LAST, length=len(folded) + 1, kind=kind)
        spelt = [(whole, *map(fold, endings(name))) for _, name, whole in rows]
        for place in most_alike(folded, spelt, _SUGGESTIONS * 2):
            yield rows[place][0], rows[place][1]

    def _with_words(self, name: str, kind: str | None) -> Iterable[tuple[int, str]]:
        wanted = " ".join(f'"{word}"*' for word in _WORD.findall(name))
        if not wanted:
            return []
        return self._rows(_WORDED, words=wanted, kind=kind, most=_SUGGESTIONS * 4)

    def _asked(self, text: str, kind: str | None, **values: str) -> list[Thing]:
        return [Thing(*row) for row in self._rows(text, kind=kind, **values)]

    def _rows(self, text: str, **values: str | int | None) -> list[Any]:
        try:
            return self._index.execute(text, values).fetchall()
        except sqlite3.DatabaseError:
            if self._path is None:
                raise
            # The file is damaged; what it was made of is not.
            self._path = None
            del self._index
            return self._rows(text, **values)

    @cached_property
    def _index(self) -> sqlite3.Connection:
        if self._path is None or not self._path.is_file():
            return index_names(self._store)
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)


def _singular(name: str) -> str:
    """The name without the ending of a plural.

    >>> _singular("antibodies"), _singular("ADCs")
    ('antibody', 'ADC')
    """
    stem = name.rstrip()
    return f"{stem.removesuffix('ies')}y" if stem.endswith("ies") else stem.removesuffix("s")


def _in_other_words(name: str) -> Iterator[str]:
    """The name with a word for cancer that says the same."""
    for word, same in _SAME_WORDS:
        if word.search(name):
            yield word.sub(same, name)


def both_readings(name: str) -> tuple[str, ...]:
    """A symbol without and with a letter that stands in brackets in it; nothing if none does.

    >>> both_readings("PD-(L)1"), both_readings("PD-1")
    (('PD-1', 'PD-L1'), ())
    """
    symbol = _BRACKETED.fullmatch(name.strip())
    return (symbol.expand(r"\1\3"), symbol.expand(r"\1\2\3")) if symbol is not None else ()


def _phase(name: str) -> str:
    """The name of a phase for its number: "2" and "Phase II" are "phase 2"."""
    number = _PHASE.fullmatch(name.strip())
    return f"phase {_ROMAN.get(number[1].upper(), number[1])}" if number is not None else name
