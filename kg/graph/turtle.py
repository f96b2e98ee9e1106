"""Turtle of a whole store: one merged graph, readable, the same bytes whatever the order things were loaded in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

import pyoxigraph as ox

from kg import vocab
from kg.curie import PREFIXES
from kg.vocab import BASE

_NAMESPACES = {
    "dcterms": vocab.DCTERMS,
    "iokg": vocab.IOKG,
    "oa": vocab.OA,
    "owl": vocab.OWL,
    "prov": vocab.PROV,
    "rdf": vocab.RDF,
    "rdfs": vocab.RDFS,
    "skos": vocab.SKOS,
    "xsd": vocab.XSD,
    **{prefix: iri for prefix, iri in PREFIXES.items() if prefix not in ("atc", "mesh")},
    "mesh": vocab.MESH,
}
#: The parts of a trial by the first two letters of their place in its IRI, in the order they are written.
_PARTS = {start: rank for rank, start in enumerate(("> ", "se", "ar", "us", "ou", "di", "un", "fi", "te", "ev"))}
#: Headings of what trials share, by the start of the subject's IRI, in the order they are written.
_SECTIONS = {
    BASE + "agent/": "Agents",
    BASE + "part/": "Parts of agents",
    BASE + "target/": "Targets",
    BASE + "condition/": "Conditions",
    BASE + "criterion/": "Criteria",
    BASE + "source/": "Source records",
    vocab.MESH: "MeSH headings",
    vocab.IOKG: "Ontology",
    BASE + "ontology": "Ontology",
}
_OTHERS = "Other things"
HEADINGS = {*_SECTIONS.values(), _OTHERS}
"""What stands above what trials share."""
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_RELATIVE = re.compile(r"[a-z]+(?:/(?![.]+[/>])[A-Za-z0-9._~%-]+)+>")
_PLAIN = re.compile(r'"(?:(-?\d+)"\^\^<[^>]*#integer>|(true|false)"\^\^<[^>]*#boolean>)')
_TYPE = f"<{vocab.TYPE}>"
_FIRST = (_TYPE, f"<{vocab.LABEL}>")
_NIL, _ITEM, _REST = (f"<{vocab.RDF}{name}>" for name in ("nil", "first", "rest"))
_IN_ROUND_BRACKETS = {_ITEM, _REST}
#: OWL wants its counts as xsd:nonNegativeInteger; Oxigraph keeps every whole number as xsd:integer.
_COUNT = re.compile(rf"<{re.escape(vocab.OWL)}\w*[cC]ardinality>")

Statements = dict[str, list[str]]  # predicate to objects, all as N-Triples terms


class Told(Protocol):
    """Trials whose text was made before, and what they say of other things."""

    def in_order(self) -> Iterator[str]:
        """The texts of all trials, in the order of their graphs."""

    @property
    def shared(self) -> set[str]:
        """Triples not about one trial alone, as N-Triples without the closing dot; whole once all texts are read."""


def turtle(store: ox.Store, graphs: Iterable[str] | None = None, trials: Told | None = None) -> Iterator[str]:
    """The text of a store's graphs, merged, piece by piece: each trial by itself, then what trials share.

    Args:
        graphs: IRIs of the graphs to write; all but the derived one if None.
        trials: The text of all trials if it is at hand; they are read from the store if None.
    """
    yield "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(_NAMESPACES.items()))
    yield f"@base <{BASE}> .\n"
    shared: set[str] = set()
    if trials:
        yield from trials.in_order()
        shared.update(trials.shared)
    for graph in sorted(_graphs(store) if graphs is None else set(graphs)):
        if not graph.startswith(vocab.TRIAL_GRAPHS):
            shared.update(graph_lines(store, graph))
        elif not trials:
            yield from trial_blocks(graph, graph_lines(store, graph), shared)
    yield from _shared(shared)


def trial_blocks(graph: str, lines: Iterable[str], shared: set[str]) -> Iterator[str]:
    """The text of what a trial's graph says of the trial and its parts; all else is added to ``shared``."""
    trial = f"<{BASE}trial/{graph.removeprefix(vocab.TRIAL_GRAPHS)}"
    start = (f"{trial}>", f"{trial}/")
    own: list[str] = []
    for line in lines:
        if line.startswith(start):
            own.append(line)
        else:
            shared.add(line)
    if own:
        yield heading(graph)
        yield from _blocks(sorted(own, key=lambda line: (_rank(line, len(trial)), line)))


def heading(graph: str) -> str:
    """What stands above the text of a trial's graph."""
    return f"\n# {graph.removeprefix(vocab.TRIAL_GRAPHS)}\n"


def _rank(line: str, length: int) -> int:
    """Place of a triple among those of its trial; ``length`` is that of the trial's IRI with its opening bracket."""
    return _PARTS.get(line[length + 1 : length + 3], -1)


def _graphs(store: ox.Store) -> set[str]:
    named = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    return (named | {""}) - {vocab.DERIVED_GRAPH}


def graph_lines(store: ox.Store, graph: str) -> list[str]:
    """Triples of a graph as N-Triples without the closing dot; of the default graph if the name is empty."""
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
    return [line.removesuffix(" .") for line in (dumped or b"").decode().split("\n") if line]


def _shared(lines: set[str]) -> Iterator[str]:
    blank = [line for line in lines if line.startswith("_:") or " _:" in line]
    tree = _Tree(_canonical(blank)) if blank else _Tree([])
    by_section: dict[str, list[str]] = {heading: [] for heading in _SECTIONS.values()}
    others: list[str] = []
    for line in sorted(lines.difference(blank).union(tree.lines)):
        heading = next((title for start, title in _SECTIONS.items() if line.startswith(start, 1)), None)
        (others if heading is None else by_section[heading]).append(line)
    for heading, members in (*by_section.items(), (_OTHERS, others)):
        if members:
            yield f"\n# {heading}\n"
            yield from _blocks(members, tree)
    yield from tree.roots()


def _canonical(lines: list[str]) -> list[str]:
    """The same triples with blank nodes named by their content (RDFC-1.0)."""
    data = "".join(f"{line} .\n" for line in lines)
    dataset = ox.Dataset(ox.parse(data.encode(), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(f"{quad.subject} {quad.predicate} {quad.object}" for quad in dataset)


class _Tree:
    """Blank nodes, written inside brackets where each is used.

    Args:
        lines: Triples with a blank node as subject or object. One that is used more than once, or in a circle, keeps
            its name.
    """

    def __init__(self, lines: list[str]) -> None:
        self._statements: dict[str, Statements] = {}
        self.lines: list[str] = []
        uses: Counter[str] = Counter()
        for line in lines:
            subject, predicate, written = line.split(" ", 2)
            value = written.replace("#integer>", "#nonNegativeInteger>") if _COUNT.fullmatch(predicate) else written
            uses[value] += value.startswith("_:")
            if subject.startswith("_:"):
                self._statements.setdefault(subject, {}).setdefault(predicate, []).append(value)
            else:
                self.lines.append(line)
        self._uses = uses
        self._nested = {node for node in self._statements if uses[node] == 1 and not self._is_circular(node)}

    def _is_circular(self, node: str) -> bool:
        waiting, seen = [node], set[str]()
        while waiting:
            for values in self._statements.get(waiting.pop(), {}).values():
                for value in values:
                    if value == node:
                        return True
                    if value in self._statements and value not in seen:
                        seen.add(value)
                        waiting.append(value)
        return False

    def term(self, value: str) -> str:
        if value not in self._nested:
            return _short(value)
        statements = self._statements[value]
        items = self._items(value)
        return f"( {' '.join(items)} )" if items else f"[ {_said(statements, self, ' ; ')} ]"

    def _items(self, node: str) -> list[str]:
        """The items of a list that starts at a node; empty if it starts none."""
        items = []
        while node != _NIL:
            statements = self._statements.get(node, {})
            if node not in self._nested or statements.keys() != _IN_ROUND_BRACKETS:
                return []
            items.append(self.term(statements[_ITEM][0]))
            node = statements[_REST][0]
        return items

    def roots(self) -> Iterator[str]:
        """Blocks of the blank nodes that stand for themselves."""
        blocks = []
        for node, statements in self._statements.items():
            if node not in self._nested:
                subject = node if self._uses[node] else "[]"
                blocks.append(f"\n{subject} {_said(statements, self)} .\n")
        yield from sorted(blocks)


_NO_TREE = _Tree([])


def _blocks(lines: list[str], tree: _Tree = _NO_TREE) -> Iterator[str]:
    """A block a subject, from sorted lines."""
    for subject, group in groupby(lines, key=lambda line: line.split(" ", 1)[0]):
        statements: Statements = {}
        for line in group:
            _, predicate, value = line.split(" ", 2)
            statements.setdefault(predicate, []).append(value)
        yield f"\n{_short(subject)} {_said(statements, tree)} .\n"


def _said(statements: Statements, tree: _Tree, separator: str = " ;\n    ") -> str:
    """Predicates in their order and their objects, type and label first."""
    first = [predicate for predicate in _FIRST if predicate in statements]
    return separator.join(
        f"{_verb(predicate)} {_objects(statements[predicate], tree)}"
        for predicate in (*first, *(predicate for predicate in statements if predicate not in _FIRST))
    )


def _objects(values: list[str], tree: _Tree) -> str:
    return tree.term(values[0]) if len(values) == 1 else ", ".join(sorted(map(tree.term, values)))


def _verb(predicate: str) -> str:
    return "a" if predicate == _TYPE else _named(predicate)


def _short(term: str) -> str:
    """A term in its shortest Turtle form."""
    if term.startswith("<"):
        return _named(term)
    if term.endswith(">"):
        plain = _PLAIN.fullmatch(term)
        if plain:
            return plain[1] or plain[2]
        text, _, datatype = term.rpartition("^^")
        return f"{text}^^{_named(datatype)}"
    return term


class _Names(dict[str, str]):
    """Shortest forms of IRIs in angle brackets, remembered up to a number."""

    _most = 1 << 16

    def __missing__(self, term: str) -> str:
        if len(self) >= self._most:
            self.clear()
        self[term] = short = _shortest(term)
        return short


def _shortest(term: str) -> str:
    if term.startswith(BASE, 1) and _RELATIVE.fullmatch(term, len(BASE) + 1):
        return f"<{term[len(BASE) + 1 :]}"
    iri = term[1:-1]
    for prefix, start in _NAMESPACES.items():
        if iri.startswith(start) and _LOCAL_NAME.fullmatch(iri, len(start)):
            return f"{prefix}:{iri[len(start) :]}"
    return term


_named = _Names().__getitem__
