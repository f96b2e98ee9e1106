"""The library of questions as forms, with their answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.app.explore.catalogue import OTHER_ENDPOINT, Catalogue
from kg.app.explore.errors import NoPageError
from kg.app.explore.sheet import Link, Parameters, Sheet
from kg.errors import QueryError
from kg.graph.query import Answer, Question, library
from kg.graph.query.answer import Heading
from kg.graph.query.library import SEPARATOR
from kg.graph.terms import Plain, Several
from kg.vocab import IOKG

_MOST_ROWS = 200
_MOST_ROWS_WITH_WORDS = 50
_WORDS = "words"
_FIELDS = 2
"""Fields of a form that stand open at least."""

_LONG, _LONGEST_WORD = 45, 30
"""Letters from which a text is long, and up to which a word is not broken."""

_TERM = re.compile(r"iokg:(\w+)")
_SYMBOL_OF = "symbol of"
"""How the meaning of a column begins that has targets by their symbols alone."""


def questions(_catalogue: Catalogue, path: str, _asked: Parameters) -> Sheet:
    """All questions by theme."""
    themes: dict[str, list[dict[str, str]]] = {}
    for question in library().values():
        told = {"path": f"question/{question.name}", "title": question.title, "question": question.question}
        themes.setdefault(question.theme, []).append(told)
    listed = [{"theme": theme, "questions": its} for theme, its in sorted(themes.items())]
    rows = [(q.name, q.theme, q.question) for q in library().values()]
    return Sheet(path, "Questions", "questions.html", {"themes": listed}, Answer(("name", "theme", "question"), rows))


def question(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """One question as a form; with its examples filled in, until other values are given.

    Raises:
        NoPageError: If there is no such question.
    """
    its = library().get(path.partition("/")[2])
    if its is None:
        raise NoPageError("there is no such question", remedy="choose one of the list of questions")
    values = {p.name: _given(p, asked) for p in its.parameters}
    given = {name: value for name, value in values.items() if value}
    answer, trouble, sparql = _answered(catalogue, its, given, wants_words=bool(asked.get(_WORDS)))
    headings = answer.headings
    meanings = [_meaning(its, answer.columns[heading.place]) for heading in headings]
    rows = [
        _worded(catalogue, [_cell(catalogue, row, *its) for its in zip(headings, meanings, strict=True)], headings)
        for row in answer.rows
    ]
    told = {
        "question": its.question,
        "theme": its.theme,
        "parameters": [
            {**p._asdict(), "value": values[p.name], "kind": p.kind if p.kind not in ("text", "number") else ""}
            for p in its.parameters
        ],
        "can_have_words": bool(its.reasoned),
        "words": bool(asked.get(_WORDS)),
        "columns": [
            {"name": heading.name.replace("_", " "), "meaning": meaning, "sort": _sort(row[at] for row in rows)}
            for at, (heading, meaning) in enumerate(zip(headings, meanings, strict=True))
        ],
        "rows": rows,
        "complete": answer.complete,
        "why_empty": answer.why_empty,
        "waits_for": _in_words(catalogue, catalogue.graph.waits_for(its, answer)),
        "trouble": trouble,
        "asked": given | ({_WORDS: "1"} if asked.get(_WORDS) else {}),
        "sparql": sparql,
    }
    things = dict.fromkeys(link.path for row in rows for cell in row for link in cell if link.path)
    iris = tuple(catalogue.network.nodes[node]["iri"] for node in things)
    shown = {
        "unanswerable": bool(its.unanswerable),
        "command": _command(its, values),
        "name": its.name,
        "near": _near(its, values),
    }
    return Sheet(path, its.title, "question.html", told, answer, iris, shown=shown)


def _near(its: Question, values: dict[str, str]) -> list[str]:
    """The parameters whose fields stand open: those that are required or given, and the first ones up to two."""
    open_ = [p.name for p in its.parameters if p.required or values[p.name] != (p.default or "")]
    others = [p.name for p in its.parameters if p.name not in open_]
    return open_ + others[: max(0, _FIELDS - len(open_))]


def _sort(cells: Iterable[list[Link]]) -> str:
    """What a column holds that needs room: ``long`` texts, or a ``code`` with words too long for one line."""
    texts = [link.label for cell in cells for link in cell]
    if any(len(word) > _LONGEST_WORD for text in texts for word in text.split()):
        return "code"
    return "long" if max(map(len, texts), default=0) > _LONG else ""


def _command(its: Question, values: dict[str, str]) -> str:
    """The command that gives the same answer, its values being those to exchange."""
    options = (
        f"--{p.name.replace('_', '-')} {shlex.quote(part.strip())}"
        for p in its.parameters
        for part in (values[p.name].split(SEPARATOR) if p.several else [values[p.name]])
        if values[p.name]
    )
    return " ".join(["iokg ask", its.name, *options])


def _in_words(catalogue: Catalogue, text: str) -> str:
    """A text with the labels of terms of the ontology in the place of their ids."""

    def label(term: re.Match[str]) -> str:
        found = catalogue.graph.store.quads_for_pattern(ox.NamedNode(IOKG + term[1]), ox.NamedNode(vocab.LABEL), None)
        labels = (quad.object.value for quad in found if isinstance(quad.object, ox.Literal))
        return next((f"“{label}”" for label in labels), term[0])

    return _TERM.sub(label, text)


def _worded(catalogue: Catalogue, cells: list[list[Link]], headings: Sequence[Heading]) -> list[list[Link]]:
    """The cells of a row with the words of measures in the place of the endpoint that only says they are others."""
    trial = next((link.path for cell in cells for link in cell if link.kind == "trial"), "")
    measures = catalogue.other_measures.get(trial, []) if any(map(_is_other, chain(*cells))) else []
    if not measures:
        return cells
    return [
        [its for link in cell for its in (_other(measures, heading) if _is_other(link) else [link])]
        for cell, heading in zip(cells, headings, strict=True)
    ]


def _is_other(link: Link) -> bool:
    return OTHER_ENDPOINT in (link.path, f"endpoint/{link.label.title().replace(' ', '')}")


def _other(measures: list[tuple[str, str]], heading: Heading) -> list[Link]:
    """The measures by their words; of a column of primary endpoints only the primary ones."""
    wanted = [title for priority, title in measures if "primary" not in heading.name or priority == "Primary"]
    return [Link(label=f"“{title}”", path=OTHER_ENDPOINT, kind="endpoint") for title in dict.fromkeys(wanted)]


def _given(parameter: Any, asked: Parameters) -> str:
    """The value given; else the default; else, of what must be given, the example."""
    if parameter.name in asked:
        return asked[parameter.name].strip()
    return parameter.default or (parameter.example if parameter.required else "")


def _answered(
    catalogue: Catalogue, its: Question, given: dict[str, str], *, wants_words: bool
) -> tuple[Answer, dict[str, str], str]:
    """The answer, or an empty one with what is wrong; and the SPARQL, if the values make any."""
    most = _MOST_ROWS_WITH_WORDS if wants_words else _MOST_ROWS
    values: dict[str, str | int] = dict(given)
    values |= {p.name: "any" for p in its.parameters if p.default and not given.get(p.name)}
    try:
        sparql = catalogue.graph.sparql(its.name, **values)
        return catalogue.graph.ask(its.name, limit=most, evidence=wants_words, **values), {}, sparql
    except QueryError as error:
        columns = [column.name for column in its.columns]
        return Answer(columns, ()), {"problem": error.problem, "remedy": error.remedy}, ""


def _meaning(its: Question, column: str) -> str:
    return next((c.meaning for c in its.columns if c.name == column), "the words of the records that say so")


def _cell(catalogue: Catalogue, row: Sequence[Plain], heading: Heading, meaning: str) -> list[Link]:
    """What a cell names, each with its page; a name whose id stands beside it has the page of that."""
    value = row[heading.place]
    if value is None or value == "":
        return []
    if meaning.startswith(_SYMBOL_OF):
        return [_target(catalogue, str(value))]
    if heading.ids is not None:
        id_ = str(row[heading.ids])
        return [_link(catalogue, id_) if catalogue.called(id_) else Link(label=str(value))]
    values = value if isinstance(value, Several) else (str(value),)
    return [_link(catalogue, text) for text in values]


def _target(catalogue: Catalogue, symbol: str) -> Link:
    """The target with a symbol, by its usual name and the symbol if that is another: "PD-1 (PDCD1)"."""
    nodes = catalogue.nodes_called(symbol, "target")
    if len(nodes) != 1:
        return Link(label=symbol)
    label = catalogue.link(nodes[0]).label
    return Link(label=label if label == symbol else f"{label} ({symbol})", path=nodes[0], kind="target")


def _link(catalogue: Catalogue, text: str) -> Link:
    node = catalogue.called(text)
    if node is None:
        return Link(label=text)
    label = catalogue.network.nodes[node]["label"] if "/" in text else text
    return Link(label=label, path=node, kind=catalogue.network.nodes[node]["kind"])
