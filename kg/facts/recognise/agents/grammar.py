"""The grammar of agents: names in no vocabulary, read by their parts.

A name such as ``iC9-CAR.B7-H3 T cells`` is a cluster of known words (switch, receptor, target, cell) joined by hyphens,
slashes and a few connecting words. What the whole is follows from which words meet: see ``composition``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.facts.recognise.agents.composition import Cluster, Composed, Piece
from kg.facts.recognise.agents.tables import AgentTables, PartWord
from kg.facts.text import Folded, squeeze
from kg.model import Target

_LIST_GAP = re.compile(r"[\s(]*(?:,(?:\s?(?:and|or)\b)?|;|\+|&|\band\s?/\s?or\b|\band\b|\bor\b|\bplus\b|、|，)[\s)]*")
_JOINTS = re.compile(r"[\s\-\u2010-\u2015/.,_:×*'’()\[\]®™\\^]*")
_WORD = re.compile(r"[a-z0-9]+")
_NUMBERS = re.compile(r"(?:/\d{1,3}(?!\w|\.\d|-1BB))+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_CD_NUMBERS = re.compile(r"[.-]?(\d{1,3}(?:[/.]\d{1,3})*)(?![\d.,]?[\dA-Za-z])")
_VARIANT = re.compile(r"[a-z]\d{1,4}[a-z]|(?:hla)?d[pqr]b?\d{1,6}")
_SENTENCE_BREAKS = (". ", ", ", ";", "\n\n")
_GLUED = re.compile(r"(?:-specific)?[-/][a-z]{2,8}[-/](?:i-|il-?)?\d{0,2}\s?")
_POWER_OF_TEN = re.compile(r"\de\d")
_CODE_NUMBER = re.compile(r"-\d{3}")
_RECEPTOR_NUMBER = re.compile(r"[- ]?\d\)? (?:receptor|antagonist|inhibitor)")
_CHAINS = re.compile(r"tcrs?[- ]?(?:alpha|ab\b|a ?/ ?b\b|a\+?b\+)")
_CODE_BEFORE = re.compile(r"(?<![A-Za-z0-9-])(?:[A-Z][A-Z0-9]{1,5}-){2,}$")
_LONGEST_CODE = 16
_LONGEST_GAP = 48
_LONGEST_SYMBOL = 24
_SYMBOL_AFTER = re.compile(r"[\s-]*([A-Z][A-Za-z0-9]{2,9})(?![A-Za-z0-9])")
_SYMBOL_BEFORE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z][A-Za-z0-9]{2,9})(?:[\s-](?:specific|targeted|targeting|directed))?[\s-]*$"
)
_ADDS = re.compile(r"\b(?:and|with|plus|followed by)\b|[+&]")
_CROSSES = re.compile(r"\s?[x×]\s?")
_PAIR = 2
_BESIDE_SYMBOLS = frozenset({"head", "receptor", "format"})


class Grammar:
    """Reads agents by their parts with the words of the curated tables."""

    def __init__(self, tables: AgentTables) -> None:
        self._tables = tables
        self._pieces = tables.pieces
        self._knows_genes = bool(tables.genes)
        self._anti = next(word for _, word in tables.parts if word.id == "anti")

    def find(self, text: Folded) -> list[Composed]:
        """Agents named by their parts in a text, from left to right."""
        told = (pieces for pieces in self._clusters(text) if _tells(text, pieces))
        clusters = (product for pieces in told for product in _products(text, pieces))
        read = (Cluster(self._tables, text, pieces).read() for pieces in clusters)
        return [composed for composed in read if composed is not None]

    def against(self, text: Folded, start: int, end: int) -> Composed | None:
        """The antibodies against what a stretch of a text names by itself ("PD-1"); None if it names no target."""
        target = _target(self._pieces.lookup(text.text[start:end]))
        if target is None:
            return None
        return Cluster(
            self._tables, text, [Piece(start, start, None, self._anti), Piece(start, end, target, None)]
        ).read()

    def aims_at(self, text: Folded, start: int) -> list[Piece]:
        """The targets that stand together from an offset on, with only joining words before the first; or none."""
        for cluster in self._clusters(text):
            first = cluster[0]
            if first.end <= start:
                continue
            words = _WORD.findall(text.folded[start : first.start])
            apart = first.start < start or first.start - start > _LONGEST_GAP
            if apart or not self._tables.connectors.issuperset(words):
                return []
            return [piece for piece in cluster if piece.target is not None]
        return []

    def _clusters(self, text: Folded) -> Iterator[list[Piece]]:
        cluster: list[Piece] = []
        found = self._found(text)
        for piece in self._with_genes(text, found) if self._knows_genes else found:
            if cluster and not self._joins(text, cluster[-1], piece):
                yield cluster
                cluster = []
            cluster.append(piece)
        if cluster:
            yield cluster

    def _found(self, text: Folded) -> Iterator[Piece]:
        """Known words in order; the "a" or "α" glued to a target (aPD-1) counts as "anti-"."""
        for hit in self._pieces.find(text):
            if self._is_no_piece(text, hit.start, hit.end):
                continue
            target, word = _target(hit.meanings), _word(hit.meanings)
            before = hit.start - 1
            if target is not None and before >= 0 and text.folded[before] == "a" and text.is_boundary(before):
                yield Piece(before, hit.start, None, self._anti)
            yield Piece(hit.start, hit.end, target, word)
            if target is not None:
                yield from self._siblings(text, hit.start, hit.end)
            elif word is not None and word.part == "receptor":
                yield from self._numbered(text, hit.end)

    def _numbered(self, text: Folded, end: int) -> list[Piece]:
        """The antigens of a receptor that are named by their CD numbers alone ("CAR.19", "CART22", "CAR20/19")."""
        numbers = _CD_NUMBERS.match(text.text, end)
        members = self._members("CD", text, *numbers.span(1)) if numbers is not None else []
        return members if all(member.target for member in members) else []

    def _siblings(self, text: Folded, start: int, end: int) -> list[Piece]:
        """The other members of a family that are named by their numbers alone ("FGFR2/3", "CD19/22", "CLDN18.2/6")."""
        numbers = _NUMBERS.match(text.text, end)
        family = text.text[start:end].rstrip("0123456789.")
        if numbers is None or len(family) == end - start:
            return []
        return [member for member in self._members(family, text, *numbers.span()) if member.target]

    def _members(self, family: str, text: Folded, start: int, end: int) -> list[Piece]:
        """A piece for each number of a stretch, without a target where the family has no such member."""
        return [
            Piece(*number.span(), _target(self._pieces.lookup(family + number.group())), None)
            for number in _NUMBER.finditer(text.text, start, end)
        ]

    def _with_genes(self, text: Folded, found: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces with the gene symbols beside them that only packs know ("anti-XYZ1", "XYZ1 CAR-T")."""
        pieces = list(found)
        genes = (gene for piece in pieces for gene in self._gene_beside(text, piece))
        free = [gene for gene in genes if all(gene.end <= p.start or p.end <= gene.start for p in pieces)]
        yield from sorted({*pieces, *free}, key=lambda piece: piece.start)

    def _gene_beside(self, text: Folded, piece: Piece) -> Iterator[Piece]:
        """The gene symbol after "anti-", or before a word that says what acts on it."""
        if piece.word is None or piece.word.part not in _BESIDE_SYMBOLS:
            return
        if piece.word == self._anti:
            symbol = _SYMBOL_AFTER.match(text.text, piece.end)
        else:
            symbol = _SYMBOL_BEFORE.search(text.text[: piece.start], max(0, piece.start - _LONGEST_SYMBOL))
        target = self._tables.genes.find(symbol.group(1)) if symbol is not None else None
        if symbol is not None and target is not None:
            yield Piece(*symbol.span(1), target, None)

    def _is_no_piece(self, text: Folded, start: int, end: int) -> bool:
        """Whether words are no name here: a common word, a power of ten, or part of a longer one.

        The longer one is a code (TAC-101, "X-131 is") or a receptor ("NK-1 receptor", "TCR alpha/beta").
        """
        words = text.text[start:end]
        if words.endswith(" is") or self._is_common_word(words) or _POWER_OF_TEN.match(text.folded, max(0, start - 1)):
            return True
        if self._ends_code(text.text, start, words) or _CHAINS.match(text.folded, start):
            return True
        is_numbered = _CODE_NUMBER.match(text.text, end) or _RECEPTOR_NUMBER.match(text.folded, end)
        return is_numbered is not None and squeeze(words) in self._tables.part_short_forms

    def _ends_code(self, text: str, start: int, words: str) -> bool:
        """Whether a short form is the end of a code, of which no part is known ("EB-DTNB-NK")."""
        code = _CODE_BEFORE.search(text, max(0, start - _LONGEST_CODE), start) if words.isupper() else None
        if code is None or squeeze(words) not in self._tables.part_short_forms:
            return False
        return not any(self._pieces.lookup(part) for part in code.group().split("-") if part)

    def _is_common_word(self, words: str) -> bool:
        """Whether words that name something only in capitals stand in small letters ("starts", "met")."""
        form = squeeze(words)
        return words[1:].islower() and (
            form in self._tables.capitals or form.removesuffix("s") in self._tables.capitals
        )

    def _joins(self, text: Folded, left: Piece, right: Piece) -> bool:
        gap = text.folded[left.end : right.start]
        if len(gap) > _LONGEST_GAP:
            return False
        if _LIST_GAP.fullmatch(gap):
            return left.target is not None and right.target is not None
        if any(mark in gap for mark in _SENTENCE_BREAKS):
            return False
        if _GLUED.fullmatch(gap):
            return True
        if _JOINTS.fullmatch(_WORD.sub("", gap)) is None:
            return False
        return all(_VARIANT.fullmatch(word) for word in _WORD.findall(gap) if word not in self._tables.connectors)


def _tells(text: Folded, pieces: list[Piece]) -> bool:
    """Whether pieces are more than targets, or two targets that one molecule joins ("GPRC5D x CD3")."""
    if any(piece.word is not None for piece in pieces):
        return True
    return len(pieces) == _PAIR and _CROSSES.fullmatch(text.folded, pieces[0].end, pieces[1].start) is not None


def _products(text: Folded, pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each product, where cells of their own or a cytokine are added to cells."""
    start = 0
    for number in range(1, len(pieces)):
        done, rest = pieces[start:number], pieces[number:]
        if not _are_two(done, rest):
            continue
        if _ADDS.search(text.folded, done[-1].end, rest[0].start):
            yield done
            start = number
    yield pieces[start:]


def _are_two(done: list[Piece], rest: list[Piece]) -> bool:
    """Whether two engineered cells with an antigen each may stand there, or immune cells as they are and a cytokine."""
    if _is_receptor(rest[0]):
        return False
    if _is_whole_cell(done) and _is_whole_cell(rest):
        return True
    return _is_cytokine(rest[0]) and all(map(_is_plain_cell, done))


def _is_plain_cell(piece: Piece) -> bool:
    word = piece.word
    return word is not None and word.part in ("cell", "origin") and word.kind != "EngineeredStromalCell"


def _is_cytokine(piece: Piece) -> bool:
    return piece.word is not None and piece.word.part == "cytokine"


def _is_whole_cell(pieces: list[Piece]) -> bool:
    """Whether pieces name a receptor and an antigen."""
    return any(map(_is_receptor, pieces)) and any(piece.target is not None and piece.word is None for piece in pieces)


def _is_receptor(piece: Piece) -> bool:
    return piece.word is not None and piece.word.part == "receptor"


def _target(meanings: Sequence[Target | PartWord]) -> Target | None:
    return next((meaning for meaning in meanings if isinstance(meaning, Target)), None)


def _word(meanings: Sequence[Target | PartWord]) -> PartWord | None:
    """The part that a word names, a head noun before others."""
    words = [meaning for meaning in meanings if isinstance(meaning, PartWord)]
    return next((word for word in words if word.part == "head"), words[0] if words else None)
