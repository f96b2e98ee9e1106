"""Named criteria and instruments by which outcomes are judged: RECIST 1.1, CTCAE 5.0, EORTC QLQ-C30 and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.memory import Remembering
from kg.facts.recognise.phrase_book import Found, PhraseBook
from kg.facts.recognise.phrases import phrases_of
from kg.model import Evidence, Mention, Supported
from kg.tables import Row, read_table

_TEXTS_KEPT = 8192
_LOOK_BACK = 40
_VERSION_AFTER = re.compile(
    r"""[\s,:;()\[\]\u2010-\u2015-]{0,3}(?:(?:response|assessment)?\s*(?:criteria|guidelines?|classification|recommendations?|scale|consensus)[\s,(]{0,3})?
        (?:versions?(?:\s\(v\))?|vers?\b\.?|v)?[\s.:]{0,2}((?:19|20)\d\d|[1-6](?:\.\d{1,2})?)(?![\d%]|\.\d|[\s-]*(?:months?|weeks?|days?|years?|cycles?))""",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_BESIDE = re.compile(
    r"\b(?:supplement\w*|complement\w*|conjunction|compar(?:ed|able|ison)|addition)\s(?:to|with|of)\s"
    r"(?:the\s)?(?:EORTC\s)?$",
    re.IGNORECASE,
)
_VERSION_BEFORE = re.compile(r"((?:19|20)\d\d)\s(?:the\s|revised\s|updated\s|modified\s){0,2}$", re.IGNORECASE)


class Criterion(NamedTuple):
    """A named set of criteria or an instrument.

    Attributes:
        family: Name shared by all its versions.
        version: Number, year or variant; empty for the family as such.
    """

    label: str
    family: str
    version: str


class Criteria:
    """The curated criteria, ready to be found.

    Args:
        criteria: Each criterion with the phrases that name it.
    """

    def __init__(self, criteria: Iterable[tuple[Criterion, tuple[str, ...]]]) -> None:
        rows = list(criteria)
        self._book = PhraseBook((phrase, criterion) for criterion, phrases in rows for phrase in phrases)
        self._versions = {
            (criterion.family, criterion.version): criterion for criterion, _ in rows if criterion.version
        }
        self._versioned = {family for family, _ in self._versions}
        self.find = Remembering(self._find, _TEXTS_KEPT)

    def _find(self, text: str) -> tuple[Found[Criterion], ...]:
        """The criteria that a text names, from left to right, each with its version where the text gives one."""
        return tuple(
            self._with_version(found, text)
            for found in self._book.find(text)
            if not _ONLY_BESIDE.search(text, max(0, found.start - _LOOK_BACK), found.start)
        )

    def _with_version(self, found: Found[Criterion], text: str) -> Found[Criterion]:
        family = found.meaning.family
        if found.meaning.version or family not in self._versioned:
            return found
        for match, start, end in (
            (after := _VERSION_AFTER.match(text, found.end), found.start, after.end() if after else 0),
            (before := _VERSION_BEFORE.search(text[: found.start]), before.start() if before else 0, found.end),
        ):
            version = self._versions.get((family, _written_out(match.group(1)))) if match else None
            if version is not None:
                return Found(start, end, version)
        return found


def load_criteria(folder: Path) -> Criteria:
    """The criteria of the table ``criteria.tsv`` in a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    return Criteria((_criterion(row), phrases_of(row)) for row in read_table(folder / "criteria.tsv"))


def find_criteria(fields: Iterable[tuple[str, str]], criteria: Criteria) -> tuple[Supported, ...]:
    """The criteria that some fields name, in their order; a family is left out where one of its versions is named.

    Args:
        fields: Pairs of a field's dotted path and its text.
    """
    named = list(_named(fields, criteria))
    versioned = {criterion.family for criterion, _ in named if criterion.version}
    reasons: dict[str, Evidence] = {}
    for criterion, reason in named:
        if criterion.version or criterion.family not in versioned:
            reasons.setdefault(criterion.label, reason)
    return tuple(Supported(value=label, evidence=(reason,)) for label, reason in reasons.items())


def _named(fields: Iterable[tuple[str, str]], criteria: Criteria) -> Iterator[tuple[Criterion, Evidence]]:
    for field, text in fields:
        for found in criteria.find(text):
            mention = Mention(text=text[found.start : found.end], field=field, start=found.start, end=found.end)
            yield found.meaning, Evidence(mention=mention, rule="criterion-name")


def _criterion(row: Row) -> Criterion:
    if not (row.one("phrases") or row.one("version")):
        raise TableError("neither phrases nor a version", place=row.place, remedy="fill one of them")
    return Criterion(label=row.need("label"), family=row.need("family"), version=row.one("version"))


def _written_out(version: str) -> str:
    """A version number as the table writes it: ``5`` becomes ``5.0``."""
    return version if "." in version or len(version) > 1 else f"{version}.0"
