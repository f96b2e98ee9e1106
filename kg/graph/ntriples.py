"""Triples as lines of text, and their escapes."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.vocab import XSD

_UNSAFE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_INTEGER = f"{XSD}integer"
_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _NAMED.get(character) or f"\\u{ord(character):04X}"


def quoted(text: str) -> str:
    """The text as a quoted N-Triples string on one line.

    Half a surrogate pair, which no RDF text can hold, becomes U+FFFD, so that offsets stay.
    """
    is_plain = text.isprintable() and '"' not in text and "\\" not in text
    return f'"{text}"' if is_plain else f'"{_UNSAFE.sub(_escape, text)}"'


def related(predicate: str, value: str) -> str:
    """Predicate and object of a statement that relates its subject to a thing."""
    return f"<{predicate}> <{value}>"


def said(predicate: str, text: str) -> str:
    """Predicate and object of a statement that gives its subject a string."""
    return f"<{predicate}> {quoted(text)}"


def counted(predicate: str, number: int) -> str:
    """Predicate and object of a statement that gives its subject a number."""
    return f'<{predicate}> "{number}"^^<{_INTEGER}>'


class Triples:
    """Triples about some things, each at most once; absent values add nothing."""

    __slots__ = ("_about",)

    def __init__(self) -> None:
        self._about: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def link(self, subject: str, predicate: str, value: str) -> None:
        """Add a relation between two things, all named by IRI."""
        self._about[subject][f"<{predicate}> <{value}>"] = None

    def say(self, subject: str, predicate: str, text: str) -> None:
        """Add a string, unless it is empty."""
        if text:
            self._about[subject][said(predicate, text)] = None

    def tell(self, subject: str, predicate: str, value: bool | int | None) -> None:
        """Add a number or truth value, unless it is None."""
        if isinstance(value, bool):
            self.typed(subject, predicate, str(value).lower(), "boolean")
        elif value is not None:
            self._about[subject][counted(predicate, value)] = None

    def typed(self, subject: str, predicate: str, text: str, datatype: str) -> None:
        """Add a literal of an XML Schema datatype, named without prefix."""
        self._about[subject][f'<{predicate}> "{text}"^^<{XSD}{datatype}>'] = None

    def state(self, subject: str, *statements: str) -> None:
        """Add several statements at once, each a predicate and an object as :func:`related` writes them."""
        self._about[subject].update(dict.fromkeys(statements))

    def as_quads(self, graph: str) -> str:
        """All triples in one named graph as sorted N-Quads; empty text if there are none."""
        end = f" <{graph}> .\n"
        lines: list[str] = []
        for subject, statements in sorted((f"<{iri}> ", statements) for iri, statements in self._about.items()):
            lines += map(subject.__add__, sorted(statements))
        return end.join([*lines, ""])
