"""The names of diseases: which are known, and how one is more specific than another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.lexicon import Lexicon
from kg.facts.packs import Packs
from kg.facts.recognise.condition_words import ConditionWords, Plain, load_condition_words
from kg.facts.recognise.packed_conditions import PackedConditions
from kg.facts.recognise.patterns import either
from kg.facts.text import folded_copy, squeeze
from kg.model import Condition
from kg.tables import Row, read_table

_SAME_WORDS = (
    (re.compile(r"\bcancer\b"), "carcinoma"),
    (re.compile(r"\bcarcinoma\b"), "cancer"),
    (re.compile(r"\btumor\b"), "neoplasm"),
    (re.compile(r"\bneoplasm\b"), "tumor"),
)
_AT_SITE = re.compile(
    r"(lung|breast|prostate|kidney|bladder|skin|colon|thyroid|liver|brain) "
    r"((?:[\w-]+ )*(?:cancer|carcinoma|adenocarcinoma|neoplasm|tumor|sarcoma|lymphoma|carcinoid))"
)
_METASTASIS = "metastatic-malignant-neoplasm"
_WORDS_BEFORE = 60
_ARTICLE = re.compile(r"\bthe ")
_LISTED_WORDS = r"(?<![\w-])(?:([A-Za-z-]+) )?([A-Za-z-]+)"
_BEFORE_LAST = re.compile(_LISTED_WORDS + r"(?:,? (?:and/or|and|or|&)|/) ?$")
_BEFORE_OTHERS = re.compile(_LISTED_WORDS + r"(?:,|,? (?:and/or|and|or|&)|/) ?$")
_AFTER_FIRST = re.compile(r"(?:, (?:and |or )?| (?:and|or) |/)(?:the )?(?=(\w+))(?=(\w+ \w+)?)(?=(\w+ \w+ \w+)?)")
_CONJUNCTIONS = (" and ", " or ", " and/or ", " & ", "/", "/ ")
_LONGEST_HEAD = 3


class Named(NamedTuple):
    """A known disease named in a text.

    Attributes:
        start: Offset of the first character in the text as written.
        end: Offset one past the last.
    """

    condition: Condition
    start: int
    end: int


class ShortForm(NamedTuple):
    """A short form of one or more diseases in a text.

    Attributes:
        start: Offset of the first character in the text as written.
        end: Offset one past the last.
    """

    candidates: tuple[Condition, ...]
    start: int
    end: int


class ConditionNames:
    """The curated diseases under all their names.

    Args:
        conditions: The rows of the table of conditions.
        words: The words around names.
        packs: For names that no row knows; None if there are none.

    Attributes:
        packed: Diseases that only packs know.
    """

    def __init__(self, conditions: Iterable[Condition], words: ConditionWords, packs: Packs | None = None) -> None:
        self.words = words
        self.by_id = {condition.id: condition for condition in conditions}
        self._names = Lexicon(_names(self.by_id.values()))
        self._short = _short_forms(self.by_id.values())
        self._ancestors = {key: frozenset(_ancestors(key, self.by_id)) for key in self.by_id}
        forms = sorted(self._short, key=len, reverse=True)
        self.packed = PackedConditions(packs or Packs(), self.by_id, self.lookup, words.cancer)
        self._short_pattern = re.compile(rf"(?<![\w-])(?:{either(map(re.escape, forms))})(?![\w-])")

    def lookup(self, name: str) -> Condition | None:
        """The disease that a whole name means, in the singular or plural, or None."""
        meanings = self._names.lookup(name) or self._names.lookup(name.rstrip().removesuffix("s"))
        return meanings[0] if meanings else None

    def find(self, text: Plain) -> list[Named]:
        """The diseases named in a text, the longest name at each place; not letters of a code ("CRC01")."""
        hits = self._names.find(folded_copy(text.text))
        names = (Named(hit.meanings[0], hit.start, hit.end) for hit in hits)
        return [name for name in names if not text.text[name.end : name.end + 1].isdigit()]

    def find_in_prose(self, text: str) -> list[Named]:
        """The diseases that a text names as studied, from left to right.

        Words of stage, line and age within a name do not hide it ("acute childhood leukemia"), nor do those that
        belong to it ("castration-resistant prostate cancer"): the longer reading counts.
        """
        written = self.words.rewritten(text)
        bare = written.without(self.words.qualifiers)
        readings = [
            Named(name.condition, version.start(name.start), version.end(name.end))
            for version in ((written,) if bare is written else (written, bare))
            for name in self.find(version)
        ]
        readings.sort(key=lambda name: (name.start - name.end, name.start))
        chosen: list[Named] = []
        for name in readings:
            if all(name.end <= other.start or name.start >= other.end for other in chosen):
                chosen.append(name)
        chosen = _without_explained(text, chosen)
        shared = [
            other for name in chosen for other in (*self._sharing_head(text, name), *self._sharing_kind(text, name))
        ]
        chosen += [other for other in shared if not any(name.start <= other.start < name.end for name in chosen)]
        chosen.sort(key=lambda name: name.start)
        return [name for name in chosen if not self.is_aside(text, name.start)]

    def with_head(self, words: str, name: Named, text: str) -> Condition | None:
        """Another disease that words name with the last words of a name ("breast" in "breast and ovarian cancer")."""
        written = text[name.start : name.end].split()
        for length in range(min(_LONGEST_HEAD, len(written) - 1), 0, -1):
            condition = self.lookup(f"{words} {' '.join(written[-length:])}")
            if condition is not None and condition.id != name.condition.id:
                return condition
        return None

    def _sharing_head(self, text: str, name: Named) -> Iterator[Named]:
        """The diseases listed before a name that leave its last words to it, from right to left."""
        before, start = _BEFORE_LAST, name.start
        if not text.endswith(_CONJUNCTIONS, max(0, start - _WORDS_BEFORE), start):
            return
        while listed := before.search(text, max(0, start - _WORDS_BEFORE), start):
            for first in (listed.start(), listed.start(2)):
                condition = self.with_head(text[first : listed.end(2)], name, text)
                if condition is not None:
                    yield Named(condition, first, name.end)
                    break
            else:
                return
            before, start = _BEFORE_OTHERS, first

    def _sharing_kind(self, text: str, name: Named) -> Iterator[Named]:
        """The diseases of other sites listed after a name ("adenocarcinoma of oesophagus, junction, and stomach")."""
        kind, of, _ = text[name.start : name.end].partition(" of ")
        end = name.end
        while of and (listed := _AFTER_FIRST.match(text, end)):
            sites = [listed.end(group) for group in (3, 2, 1) if listed.group(group)]
            found = ((self.lookup(f"{kind} of {text[listed.start(1) : stop]}"), stop) for stop in sites)
            condition, end = next(((condition, stop) for condition, stop in found if condition), (None, 0))
            if condition is None:
                return
            yield Named(condition, listed.start(1), end)

    def is_aside(self, text: str, start: int) -> bool:
        """Whether the words before this place tell that the disease there is not studied ("history of")."""
        return bool(self.words.aside.search(text, max(0, start - _WORDS_BEFORE), start))

    def find_short_forms(self, text: str) -> Iterator[ShortForm]:
        """The short forms that stand in a text, with their case, and the diseases that each may mean."""
        for match in self._short_pattern.finditer(text):
            yield ShortForm(self._short[match.group()], *match.span())

    def is_vague(self, condition: Condition) -> bool:
        """Whether the disease says too little where another is named."""
        return condition.id in self.words.vague

    def is_umbrella(self, condition: Condition) -> bool:
        """Whether the disease is a group of cancers whose members a trial may study in cohorts."""
        return condition.id in self.words.umbrella

    def is_metastasis(self, condition: Condition) -> bool:
        """Whether the disease is the spread of any cancer to one site."""
        return _METASTASIS in self._ancestors.get(condition.id, ())

    def is_broader(self, general: Condition, specific: Condition) -> bool:
        """Whether the first disease is an ancestor of the second."""
        if specific.id not in self.by_id:
            return any(general.id == key or general.id in self._ancestors[key] for key in specific.broader)
        return general.id in self._ancestors.get(specific.id, ())


def _without_explained(text: str, names: list[Named]) -> list[Named]:
    """The names without abbreviations that the text itself explains by another ("cervical carcinoma (CSCC)")."""
    ends = {name.end: name.condition.id for name in names}
    explained = {
        text[name.start : name.end]
        for name in names
        if text[name.start : name.end].isupper()
        and text.endswith(" (", 0, name.start)
        and ends.get(name.start - 2, name.condition.id) != name.condition.id
    }
    return [name for name in names if text[name.start : name.end] not in explained]


def load_condition_names(folder: Path, packs: Packs | None = None) -> ConditionNames:
    """The tables ``conditions.tsv`` and ``condition_words.tsv`` of a folder.

    Raises:
        TableError: If an id stands twice, or a broader condition is missing or its own descendant.
    """
    conditions: dict[str, Condition] = {}
    places: dict[str, str] = {}
    for row in read_table(folder / "conditions.tsv"):
        condition = _condition(row)
        if condition.id in conditions:
            raise TableError(f"id {condition.id!r} stands twice", place=row.place, remedy="remove one of the rows")
        conditions[condition.id] = condition
        places[condition.id] = row.place
    for condition in conditions.values():
        _check_hierarchy(condition, conditions, places[condition.id])
    return ConditionNames(conditions.values(), load_condition_words(folder), packs)


def _condition(row: Row) -> Condition:
    return Condition(
        id=row.need("id"),
        label=row.need("label"),
        broader=row.many("broader"),
        cancer=row.need("cancer") == "yes",
        synonyms=row.many("synonyms"),
        short_forms=row.many("short_forms"),
        xrefs=row.many("xrefs"),
        source=row.one("source"),
    )


def _check_hierarchy(condition: Condition, known: dict[str, Condition], place: str) -> None:
    for key in condition.broader:
        if key not in known:
            raise TableError(f"broader condition {key!r} is not in the table", place=place, remedy="add or correct it")
    if condition.id in _ancestors(condition.id, known):
        raise TableError(f"{condition.id!r} is broader than itself", place=place, remedy="correct the column broader")


def _ancestors(key: str, known: dict[str, Condition]) -> set[str]:
    """Ids of all broader conditions, the condition itself only if it stands on a circle."""
    found: set[str] = set()
    open_keys = list(known[key].broader)
    while open_keys:
        ancestor = open_keys.pop()
        if ancestor not in found and ancestor in known:
            found.add(ancestor)
            open_keys.extend(known[ancestor].broader)
    return found


def _names(conditions: Iterable[Condition]) -> Iterator[tuple[str, Condition]]:
    """Every name with its disease; a name that only follows from another gives way to one that is stated."""
    stated: dict[str, tuple[str, Condition]] = {}
    derived: dict[str, tuple[str, Condition]] = {}
    for condition in conditions:
        for name in (condition.label, *condition.synonyms):
            stated.setdefault(squeeze(name), (name, condition))
            for other in _equal_names(name):
                derived.setdefault(squeeze(other), (other, condition))
    yield from stated.values()
    yield from (pair for key, pair in derived.items() if key not in stated)


def _equal_names(name: str) -> Iterator[str]:
    """The name without articles, with its site behind, and with the other usual word for a malignant or any tumour."""
    bare = _ARTICLE.sub("", name)
    yield bare
    if at_site := _AT_SITE.fullmatch(bare):
        site, tumour = at_site.groups()
        yield from (f"{tumour} of {site}", f"{tumour} of the {site}")
    for word, other in _SAME_WORDS:
        if word.search(bare):
            yield word.sub(other, bare)


def _short_forms(conditions: Iterable[Condition]) -> dict[str, tuple[Condition, ...]]:
    forms: dict[str, tuple[Condition, ...]] = {}
    for condition in conditions:
        for form in condition.short_forms:
            forms[form] = (*forms.get(form, ()), condition)
    return forms
