"""The words around the names of diseases: stage, line, biomarkers, and listed words that are no disease.

What they are stands in the table ``condition_words.tsv``. Taking words out of a text keeps, for every character that
stays, its offset in the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.recognise.patterns import AnyCase, need_pattern
from kg.tables import Row, read_table

_STOP_WORDS = re.compile(
    r"\b(?:with|without|in|of|and|or|and/or|for|to|by|due|a|an|on|from|at|as|that|who|have|has|is|are|type|types|stage|"
    r"induced|related|associated|mediated|dependent|can|cells?|disease|diseases|condition|conditions|not|otherwise|specified|nos|among|during|under|s)\b|[^a-zA-Z0-9]+",
    re.IGNORECASE,
)


class Plain(NamedTuple):
    """A text without some of its words.

    Attributes:
        text: What is left.
        origins: For each character of it, the offset in the text as written; of a rewritten stretch, of its end.
    """

    text: str
    origins: Sequence[int]

    def start(self, offset: int) -> int:
        """Where the character at this offset begins in the text as written."""
        return self.origins[offset]

    def end(self, offset: int) -> int:
        """Where the character before this offset ends in the text as written."""
        return self.origins[offset - 1] + 1

    def without(self, pattern: AnyCase) -> Plain:
        """The text with a space in place of every match."""
        return self._replaced((match, " ") for match in pattern.finditer(self.text))

    def rewritten(self, pattern: AnyCase, spellings: dict[str, str]) -> Plain:
        """The text with the spelling of the named group in place of every match."""
        return self._replaced((match, spellings[match.lastgroup or ""]) for match in pattern.finditer(self.text))

    def _replaced(self, changes: Iterable[tuple[re.Match[str], str]]) -> Plain:
        pieces: list[str] = []
        origins: list[int] = []
        reached = 0
        for match, replacement in changes:
            start, end = match.span()
            pieces += (self.text[reached:start], replacement)
            origins += self.origins[reached:start]
            origins += [self.origins[start]] * (len(replacement) - 1) + [self.origins[end - 1]] * bool(replacement)
            reached = end
        if not pieces:
            return self
        origins += self.origins[reached:]
        return Plain("".join((*pieces, self.text[reached:])), origins)


def plain(text: str) -> Plain:
    """A text with all its words."""
    return Plain(text, range(len(text)))


class ConditionWords(NamedTuple):
    """The patterns of the table, ready for use.

    Attributes:
        hidden: Found where a spelling hides a name, in a third of the time that ``rewrite`` takes.
        rewrite: The same with a named group for each row.
        spellings: For each named group, the one spelling that stands for all it matches.
        qualifiers: Words of stage, extent, line, age and severity.
        biomarkers: Biomarkers, and words that may be part of a name.
        vague: Ids of conditions that say too little where another is named.
        umbrella: Ids of groups of cancers whose members a trial may study in cohorts.
        cancer: Found in the unknown name of a cancer.
        disease: Found in the unknown name of a disease.
        no_disease: Found in a listed condition that is none.
        aside: Found at the end of the words before a disease that is not studied.
    """

    hidden: AnyCase
    rewrite: AnyCase
    spellings: dict[str, str]
    qualifiers: AnyCase
    biomarkers: AnyCase
    vague: frozenset[str]
    umbrella: frozenset[str]
    cancer: AnyCase
    disease: AnyCase
    no_disease: AnyCase
    aside: AnyCase

    def rewritten(self, text: str) -> Plain:
        """The text with signs that matching would lose spelt out."""
        written = plain(text)
        return written.rewritten(self.rewrite, self.spellings) if self.hidden.search(text) else written

    def content(self, text: str) -> str:
        """The text without qualifiers and words that carry no meaning; empty if nothing is left."""
        return _STOP_WORDS.sub(" ", self.qualifiers.without(text)).strip()


def load_condition_words(folder: Path) -> ConditionWords:
    """The table ``condition_words.tsv`` of a folder.

    Raises:
        TableError: If a row has an unknown use or a pattern that is no regular expression.
    """
    rows: dict[str, list[Row]] = {use: [] for use in _USES}
    for row in read_table(folder / "condition_words.tsv"):
        use = row.need("use")
        if use not in rows:
            raise TableError(f"use {use!r} is unknown", place=row.place, remedy=f"choose one of {', '.join(_USES)}")
        rows[use].append(row)
    return ConditionWords(
        hidden=_compiled(rows["rewrite"]),
        rewrite=AnyCase(_group(number, row) for number, row in enumerate(rows["rewrite"])),
        spellings={f"row{number}": row.one("replacement") for number, row in enumerate(rows["rewrite"])},
        qualifiers=_compiled(rows["qualifier"]),
        biomarkers=_compiled(rows["biomarker"]),
        vague=frozenset(row.need("pattern") for row in rows["vague"]),
        umbrella=frozenset(row.need("pattern") for row in rows["umbrella"]),
        cancer=_compiled(rows["cancer-word"]),
        disease=_compiled(rows["disease-word"]),
        no_disease=_compiled(rows["no-disease"]),
        aside=_compiled(rows["aside"]),
    )


_USES = ("rewrite", "qualifier", "biomarker", "vague", "umbrella", "cancer-word", "disease-word", "no-disease", "aside")


def _group(number: int, row: Row) -> str:
    """The row's pattern as a named group, the word boundary that it may begin with standing before the group."""
    pattern = need_pattern(row)
    inside = pattern.removeprefix(r"\b")
    return rf"\b(?P<row{number}>{inside})" if inside != pattern else f"(?P<row{number}>{pattern})"


def _compiled(rows: list[Row]) -> AnyCase:
    return AnyCase(need_pattern(row) for row in rows)
