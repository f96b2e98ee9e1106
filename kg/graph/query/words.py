"""The bare words of a query: what stands outside its strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Callable

# An IRI may hold \u escapes, and a backslash elsewhere takes its special meaning from the character behind it:
# reading either wrongly would let a comment or a string begin where the engine sees none.
_QUOTED = re.compile(
    r"""
    "{3}(?:[^"\\]|\\.|"(?!""))*+"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
    | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>
    | \#[^\n\r]*+
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
_CALL = "service"
_CALLED = re.compile(r"(?P<call>service)(?:\s*silent)?\s*(?P<iri><[^<>\s]*>)?|<[^<>\s]*>", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$]\w+")
_FROM = re.compile(r"(?<![\w:?$@-])FROM(?![\w:-])", re.IGNORECASE)
_FORM = re.compile(r"(?<![\w:?$@.-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", re.IGNORECASE)
_UPDATE = re.compile(
    r"(?:(?:PREFIX\s+[^\s:]*:|BASE)\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)(?![\w:-])",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The query with a space for each string, IRI and comment.

    >>> bare('SELECT * { ?s ?p "SERVICE" } # <SERVICE>')
    'SELECT * { ?s ?p   }  '
    """
    return _QUOTED.sub(" ", text)


def in_code(text: str, change: Callable[[str], str]) -> str:
    """The query with a change made to what stands outside its strings and comments.

    >>> in_code("SELECT ?a { ?a ?b 'a' } # a", str.upper)
    "SELECT ?A { ?A ?B 'a' } # a"
    """
    pieces: list[str] = []
    reached = 0
    for quoted in _QUOTED.finditer(text):
        if quoted[0][0] not in "<\\":
            pieces += change(text[reached : quoted.start()]), quoted[0]
            reached = quoted.end()
    return "".join(pieces) + change(text[reached:])


def may_call(text: str) -> bool:
    """Whether a query may hold a SERVICE clause; a prefixed name with this word in it raises the suspicion, too.

    Engines read keywords without spaces around them (``1SERVICE<…>``), so nothing but variables is let off.

    >>> may_call("select * { ?s ?p 1service?x{} }"), may_call("SELECT ?service { ?service ?p 'SERVICE' }")
    (True, False)
    """
    return _CALL in text.lower() and _CALL in _VARIABLE.sub(" ", bare(text)).lower()


def called(text: str) -> list[str]:
    """The services that a query may call, in order: an IRI as written, or nothing for what is no plain IRI.

    >>> called("SELECT * { SERVICE SILENT <http://a/service> { } SERVICE ?b { } } # SERVICE <http://c>")
    ['http://a/service', '']
    """
    if not may_call(text):
        return []
    kept = _VARIABLE.sub(_keep_calls, _QUOTED.sub(lambda quoted: quoted[0] if quoted[0][0] == "<" else " ", text))
    return [(call["iri"] or "")[1:-1] for call in _CALLED.finditer(kept) if call["call"]]


def _keep_calls(variable: re.Match[str]) -> str:
    """A variable, without what could be taken for the keyword."""
    return re.sub(_CALL, "", variable[0], flags=re.IGNORECASE)


def names_dataset(text: str) -> bool:
    """Whether a query says by FROM which graphs it asks.

    >>> names_dataset("SELECT * FROM <http://g> { }"), names_dataset("SELECT ?from { ?from ?p 'FROM' }")
    (True, False)
    """
    return _FROM.search(text) is not None and _FROM.search(bare(text)) is not None


def form_of(text: str) -> str:
    r"""SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT for what is none of them.

    >>> form_of("PREFIX select: <http://ask/> # describe\nconstruct { } WHERE { }")
    'CONSTRUCT'
    """
    found = _FORM.search(bare(text))
    return found[1].upper() if found else "SELECT"


def is_update(text: str) -> bool:
    """Whether a request begins as an update does.

    >>> is_update("PREFIX x: <http://x/> INSERT DATA { }"), is_update("SELECT * { ?insert ?p ?o }")
    (True, False)
    """
    return _UPDATE.match(bare(text).lstrip()) is not None
