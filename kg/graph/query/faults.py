"""Where a query is no SPARQL, and what to do about it.

The engine tells how far it could look, which may be some words past the fault. So the query is tried word by word: what
is sound up to a word lets the engine reach the blanks that are set behind it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError

_WORD = re.compile(
    r"""
    (?P<blank>\s+|\#[^\n]*)
    | <[^<>"{}|^`\\\s]*>
    | \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | [?$]\w+ | @[A-Za-z-]+ | [+-]?\d[\w.]*
    | (?:[A-Za-z_][\w.-]*)?:[\w%.:\\-]* | [A-Za-z_]\w*
    | \^\^ | && | \|\| | [!<>]= | .
    """,
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z]?\w+(?: \w+){3,}")
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*):")
_BLANKS = " " * 60
_NEVER_SPARQL = "\0"
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_KEYWORDS = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "GRAPH"),
    *("VALUES", "BIND", "MINUS", "SERVICE", "EXISTS", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "COUNT"),
    *("GROUP_CONCAT", "CONTAINS", "STRSTARTS", "REGEX", "COALESCE", "LCASE", "BOUND"),
)


class _Word(NamedTuple):
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def fault(text: str, error: SyntaxError, prefixes: Mapping[str, str]) -> QueryError:
    """What is wrong with a query that the engine refused, with line, column and the words that stand there."""
    words = list(_words(text))
    if words and words[0].text.upper() in _UPDATES:
        return QueryError(
            f"{words[0].text} changes a graph, and a query only reads it",
            place=_place(text, words[0].start),
            remedy="change it with iokg build or iokg update",
        )
    wrong = next((word for word in words if not _sound(text, word, prefixes)), None)
    if wrong is None:
        return _at_the_end(text, words, error)
    known = _PREFIXED.match(wrong.text)
    if known and known[1] not in {*prefixes, *_declared(text)}:
        return _unknown_prefix(known[1], _place(text, wrong.start), prefixes)
    return _here(text, wrong)


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        if found["blank"] is None:
            yield _Word(found[0], found.start())


def _sound(text: str, word: _Word, prefixes: Mapping[str, str]) -> bool:
    """Whether the query can go on after a word."""
    if word.text in "\"'":
        return False
    try:
        ox.Store().query(text[: word.end] + _BLANKS + _NEVER_SPARQL, prefixes=dict(prefixes))
    except SyntaxError as error:
        found = _PLACE.match(str(error))
        return (
            found is not None and _offset(text + _BLANKS, int(found[1]), int(found[2])) > word.end + len(_BLANKS) // 2
        )
    return True


def _at_the_end(text: str, words: list[_Word], error: SyntaxError) -> QueryError:
    """A query whose words are sound as far as they go."""
    expected = re.sub(r"^.*?expected (?:one of )?", "", str(error), flags=re.DOTALL)
    reason = next((sentence[0] for sentence in _SENTENCE.finditer(expected)), "")
    if reason:
        return QueryError(f"the query makes no sense: {reason[:1].lower()}{reason[1:]}", remedy="correct it")
    opened = _unclosed(words)
    if opened is not None:
        place = _place(text, opened.start)
        return QueryError(f"{opened.text} is not closed:\n{_pointed(text, opened)}\n", place=place, remedy="close it")
    what = "the query ends too early" if words else "the query is empty"
    return QueryError(what, place=_place(text, len(text)), remedy="complete it")


def _unclosed(words: Iterable[_Word]) -> _Word | None:
    """The last bracket that is not closed."""
    closing = {"}": "{", ")": "(", "]": "["}
    waiting: list[_Word] = []
    for word in words:
        if word.text in closing.values():
            waiting.append(word)
        elif waiting and closing.get(word.text) == waiting[-1].text:
            waiting.pop()
    return waiting[-1] if waiting else None


def _unknown_prefix(prefix: str, place: str, prefixes: Mapping[str, str]) -> QueryError:
    near = difflib.get_close_matches(prefix, prefixes, n=1, cutoff=0.6)
    known = f"did you mean {near[0]}:?" if near else f"declare it, or use one of {', '.join(sorted(prefixes))}"
    return QueryError(f"the prefix {prefix}: is unknown", place=place, remedy=known)


def _declared(text: str) -> set[str]:
    return set(re.findall(r"\bPREFIX\s+([\w.-]*):", text, re.IGNORECASE))


def _here(text: str, wrong: _Word) -> QueryError:
    if wrong.text in "\"'":
        problem, remedy = "a string is not closed", "close it"
    else:
        near = difflib.get_close_matches(wrong.text.upper(), _KEYWORDS, n=1, cutoff=0.7)
        problem = f"{wrong.text} cannot stand here"
        remedy = f"did you mean {near[0]}?" if near and near[0] != wrong.text.upper() else "correct it at the mark"
    return QueryError(f"{problem}:\n{_pointed(text, wrong)}\n", place=_place(text, wrong.start), remedy=remedy)


def _pointed(text: str, word: _Word) -> str:
    """The line of a word with a mark under the word."""
    start = text.rfind("\n", 0, word.start) + 1
    line = text[start:].split("\n", 1)[0].replace("\t", " ")
    return f"{line}\n{' ' * (word.start - start)}{'^' * len(word.text.split(chr(10))[0])}"


def _place(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


def _offset(text: str, line: int, column: int) -> int:
    """Offset of a place, both counted from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1
