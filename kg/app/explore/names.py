"""The names of things as a search compares them: which hold its words, and which are spelt nearly so."""

from __future__ import annotations

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.sheet import Link
from kg.app.explore.spelling import sought, spaced
from kg.graph.likeness import most_alike
from kg.graph.naming import fold

_SUGGESTED = 5
_TRIED = 10
"""Names that are looked at for suggestions, because several may be of one thing."""

_PART = 3
"""Letters from which a piece within a word is worth looking for."""


def with_words(catalogue: Catalogue, words: str) -> dict[str, str]:
    """The things with a name in which all the words stand, one after another, and that name.

    Those whose own name it is come before those that have it as a synonym, then those of the most trials first.
    """
    its = spaced(words)
    return _named(catalogue, its if its.strip() else "")


def begun(catalogue: Catalogue, words: str) -> dict[str, str]:
    """The same, of which the last word may only be begun, however short it is."""
    return _named(catalogue, spaced(words).rstrip())


def within(catalogue: Catalogue, words: str) -> dict[str, str]:
    """The things with a name in which the letters stand anywhere, and that name; in the same order."""
    its = fold(words)
    return _named(catalogue, its if len(its) >= _PART else "", between="")


def _named(catalogue: Catalogue, its: str, between: str = " ") -> dict[str, str]:
    """The things with a name that holds a text, with what stands between their words."""
    found: dict[str, tuple[bool, int, str, str]] = {}
    for node, names in catalogue.worded.items():
        label, *_ = names
        name = next((name for form, name in names.items() if its and its in form.replace(" ", between)), None)
        if name is not None:
            found[node] = (name != names[label], -len(catalogue.trials_of(node)), node, name)
    return {node: name for *_, node, name in sorted(found.values())}


def titled(catalogue: Catalogue, words: str) -> list[str]:
    """The trials in whose ids and titles the words stand, of which the last may only be begun."""
    its = sought(words)
    return [trial for trial, title in catalogue.titled if its and its in title]


def alike(catalogue: Catalogue, words: str) -> list[Link]:
    """Things by names that are spelt nearly so, the nearest first."""
    wanted = fold(words)
    named = [its for its in catalogue.spelt if any(part[:1] == wanted[:1] for part in its[2])]
    found: dict[str, Link] = {}
    for place in most_alike(wanted, [parts for _, _, parts in named], _TRIED):
        node, name, _ = named[place]
        found.setdefault(node, Link(label=name, path=node, kind=node.partition("/")[0]))
    return list(found.values())[:_SUGGESTED]
