"""Reading one listed condition: which diseases its words name, known ones and new ones.

A listed condition is read as written first, then without words of stage, line and age, then without biomarkers, until
the names found leave nothing unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.curie import slug
from kg.facts.memory import Remembering
from kg.facts.recognise.condition_names import ConditionNames, Named, ShortForm
from kg.facts.recognise.condition_words import Plain
from kg.facts.recognise.patterns import AnyCase
from kg.model import Condition

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_PARTS = re.compile(r"[/,;|+&()\[\]:]|\band\b|\bor\b|\bwith\b|\bin\b|\bof\b|\bdue to\b|\s[-–]\s|\.\s", re.IGNORECASE)
_ENUMERATION = re.compile(r"[/,;|+&:]|\b(?:and|or|with)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Za-z]{0,3}[A-Z][A-Za-z]{0,2}[A-Z0-9][A-Za-z0-9+-]{0,6}s?|[A-Z]{2,8}")
_SPACES = re.compile(r"\s+")
_NAMES_KEPT = 8192
_SHORTEST_NAME = 3


class ItemReading(NamedTuple):
    """What one listed condition says.

    Attributes:
        named: The diseases, each with its place in the item.
        short_forms: Where nothing else is named: short forms of disease names, each with what it may mean.
        understood: False if the words should name a disease but are not understood.
    """

    named: tuple[Named, ...]
    short_forms: tuple[ShortForm, ...] = ()
    understood: bool = True


class _Attempt(NamedTuple):
    """One way to read an item: the text it was read from, the names found, and what they leave unexplained."""

    text: Plain
    named: tuple[Named, ...]
    gaps: tuple[tuple[int, int], ...]
    missing: int


class ItemReader:
    """Reads listed conditions with one set of names, remembering what it has read."""

    def __init__(self, names: ConditionNames) -> None:
        self._names = names
        self._words = names.words
        self.read = Remembering(self._read, _NAMES_KEPT)

    def _read(self, item: str) -> ItemReading:
        whole = self._whole_name(item)
        if whole is not None:
            return ItemReading((whole,))
        best = min(self._attempts(item), key=lambda attempt: attempt.missing)
        packed = self._packed(item) if best.missing and self._names.packed else None
        if packed is not None:
            return ItemReading((Named(packed, 0, len(item)),))
        named = tuple(self._completed(best))
        studied = tuple(name for name in named if not self._names.is_aside(item, name.start))
        if named:
            return ItemReading(studied)
        return self._unknown(item)

    def _whole_name(self, item: str) -> Named | None:
        """The disease that the whole item names, its brackets and inverted order aside."""
        for text in self._texts(item):
            for shape in _shapes(text.text):
                condition = self._names.lookup(shape)
                if condition is not None:
                    return Named(condition, 0, len(item))
        return None

    def _packed(self, item: str) -> Condition | None:
        """The disease that the whole item without words of stage, line and age names in a pack."""
        if self._words.no_disease.search(item.strip()):
            return None
        text = self._words.rewritten(item).without(self._words.qualifiers).text
        return next(filter(None, map(self._names.packed.find, _shapes(_SPACES.sub(" ", text).strip()))), None)

    def _texts(self, item: str) -> Iterator[Plain]:
        """The item as written, without qualifiers, and without biomarkers too."""
        text = self._words.rewritten(item)
        yield text
        text = text.without(self._words.qualifiers)
        yield text
        yield text.without(self._words.biomarkers)

    def _attempts(self, item: str) -> Iterator[_Attempt]:
        for text in self._texts(item):
            named = tuple(self._names.find(text))
            gaps = tuple(_gaps(named, len(text.text)))
            missing = sum(self._missing(text.text, start, end, named) for start, end in gaps)
            yield _Attempt(text, named, gaps, missing if named else missing + len(item))

    def _missing(self, text: str, start: int, end: int, named: tuple[Named, ...]) -> int:
        """How many characters of a gap no name explains, shared last words counted as an explanation."""
        following = next((name for name in named if name.start == end), None)
        return sum(
            len(self._words.content(text[first:last]))
            for first, last in _parts(text, start, end)
            if self._with_shared_head(text[first:last], text, following) is None
        )

    def _completed(self, attempt: _Attempt) -> Iterator[Named]:
        """The names found and those that the words between them stand for, placed in the item as written."""
        by_start = {name.start: name for name in attempt.named}
        for start, end in attempt.gaps:
            yield from self._from_gap(attempt, start, end, by_start)
        for name in by_start.values():
            yield Named(name.condition, attempt.text.start(name.start), attempt.text.end(name.end))

    def _from_gap(self, attempt: _Attempt, start: int, end: int, by_start: dict[int, Named]) -> Iterator[Named]:
        """New names in the words before a found name; a found name that they make more specific is replaced."""
        text = attempt.text
        following = by_start.get(end)
        parts = list(_parts(text.text, start, end))
        for number, (first, last) in enumerate(parts):
            words = text.text[first:last]
            content = self._words.content(words)
            if len(content) < _SHORTEST_NAME or _ABBREVIATION.fullmatch(words.strip()):
                continue
            adjoining = following is not None and number == len(parts) - 1 and not text.text[last:end].strip()
            if adjoining and following is not None:
                if self._is_general(text.text[following.start : following.end], following.condition):
                    narrower = self._narrower(text.text[first : following.end], following.condition)
                    by_start[end] = Named(narrower, first, following.end)
                continue
            shared = self._with_shared_head(words, text.text, following)
            if shared is not None and following is not None:
                yield Named(shared, text.start(first), text.end(following.end))
            elif self._is_disease(words) and self._is_listed_apart(attempt, first, last):
                condition = self._known(content) or local_condition(words, self._words.cancer)
                yield Named(condition, text.start(first), text.end(last))

    def _is_listed_apart(self, attempt: _Attempt, first: int, last: int) -> bool:
        """Whether a sign of enumeration parts the words from the names before and after them."""
        text = attempt.text.text
        before = max((name.end for name in attempt.named if name.end <= first), default=None)
        if before is not None:
            return bool(_ENUMERATION.search(text, before, first))
        after = min((name.start for name in attempt.named if name.start >= last), default=len(text))
        return bool(_ENUMERATION.search(text, last, after))

    def _with_shared_head(self, words: str, text: str, following: Named | None) -> Condition | None:
        """The disease that the words name with the last words of the next name ("breast and ovarian cancer")."""
        return None if following is None else self._names.with_head(words, following, text)

    def _is_general(self, words: str, condition: Condition) -> bool:
        """Whether a found name is so general that the words before it make another disease of it."""
        return condition.id in self._words.vague or not (words.isupper() or " " in words)

    def _known(self, words: str) -> Condition | None:
        return self._names.lookup(words) or self._names.packed.find(words)

    def _narrower(self, words: str, broader: Condition) -> Condition:
        known = self._known(self._words.content(words))
        if known is not None:
            return known
        if self._words.no_disease.search(words):
            return broader
        return local_condition(words, self._words.cancer, broader)

    def _is_disease(self, words: str) -> bool:
        return bool(self._words.disease.search(words)) and not self._words.no_disease.search(words)

    def _unknown(self, item: str) -> ItemReading:
        """A new disease if the words say that they name one; nothing if they name a treatment, test or the like."""
        short_forms = tuple(self._names.find_short_forms(item))
        if short_forms:
            return ItemReading((), short_forms)
        text = self._words.rewritten(item).without(self._words.qualifiers).text
        content = self._words.content(text)
        if len(content) < _SHORTEST_NAME or self._words.no_disease.search(item.strip()):
            return ItemReading(())
        if self._words.disease.search(text):
            condition = local_condition(text, self._words.cancer)
            return ItemReading((Named(condition, 0, len(item)),))
        return ItemReading((), understood=False)


def local_condition(words: str, cancer: AnyCase, broader: Condition | None = None) -> Condition:
    """A disease under the words that name it in a record."""
    label = _SPACES.sub(" ", _BRACKETS.sub(" ", words)).strip(" ,;:.-–/()")
    label = " ".join(word if sum(map(str.isupper, word)) > 1 else word.lower() for word in label.split())
    return Condition(
        id=slug(label),
        label=label,
        broader=(broader.id,) if broader else (),
        cancer=broader.cancer if broader and broader.cancer else bool(cancer.search(label)),
        local=True,
    )


def _shapes(text: str) -> Iterator[str]:
    """The text, the text without brackets, and its parts in reverse order ("Leukemia, Myeloid, Acute")."""
    yield text
    bare = _BRACKETS.sub(" ", text)
    if bare != text:
        yield bare
    if "," in bare:
        yield " ".join(part.strip() for part in reversed(bare.split(",")))


def _gaps(named: tuple[Named, ...], length: int) -> Iterator[tuple[int, int]]:
    """The stretches before, between and after the names."""
    reached = 0
    for name in named:
        yield reached, name.start
        reached = name.end
    yield reached, length


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between separators, without the spaces around them."""
    reached = start
    for match in _PARTS.finditer(text, start, end):
        yield from _trimmed(text, reached, match.start())
        reached = match.end()
    yield from _trimmed(text, reached, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        yield first, first + len(words.strip())
