"""The curated phrases that name endpoints, and where each of them counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from kg.errors import TableError
from kg.facts.memory import Remembering
from kg.facts.recognise.criteria import Criteria, load_criteria
from kg.facts.recognise.phrase_book import Found, PhraseBook, longest
from kg.facts.recognise.phrases import phrases_of
from kg.model import Trial
from kg.tables import Row, read_table

Effect = Literal["measures", "suggests", "hints", "masks", "replaces", "yields"]
Where = Literal["title", "definition", "either"]
Place = Literal["title", "definition", "addition"]
"""A title, a definition read for itself, or a definition read for what it adds to a title."""

_TEXTS_KEPT = 8192


class Sense(NamedTuple):
    """What a phrase of the table stands for.

    Attributes:
        endpoints: The endpoints it names; none if it only looks as if it named one.
        effect: ``measures``, ``suggests`` or ``hints``, from firm to faint, or ``masks`` if its words name nothing.
        beside: Endpoints beside which it counts in a definition that would not be read otherwise.
    """

    endpoints: tuple[str, ...]
    effect: Effect
    beside: frozenset[str]

    def with_replaced(self, instead: Mapping[str, tuple[str, ...]]) -> Sense:
        """The sense with some endpoints replaced by others."""
        if instead.keys().isdisjoint(self.endpoints):
            return self
        replaced = [new for old in self.endpoints for new in instead.get(old, (old,))]
        return self._replace(endpoints=tuple(dict.fromkeys(replaced)))


class Entry(NamedTuple):
    """A phrase of the table with the conditions under which it is read.

    Attributes:
        phrase: As written in the table; the name of an endpoint where the effect is ``replaces`` or ``yields``.
        given: Context in which alone it is read; empty for every trial.
    """

    phrase: str
    sense: Sense
    where: Where
    given: str

    def is_read_in(self, place: Place) -> bool:
        """Whether it is read in that place at all."""
        if place == "addition":
            return self.where != "title" and (bool(self.sense.beside) or self.sense.effect == "masks")
        return self.where in (place, "either")


class EndpointPatterns:
    """The curated phrases, ready to be found.

    Args:
        entries: The phrases of the table of endpoints.
        contexts: Pairs of a phrase and the context it establishes where a trial's own words hold it.
        by_kind: For a kind of agent, the contexts that a trial of it is in whatever its words.
        criteria: The named criteria and instruments.

    Attributes:
        yields_to: For an endpoint, those beside which it is not named.
        bundled: The endpoints beside which definitions add others.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        contexts: Iterable[tuple[str, str]],
        by_kind: Mapping[str, frozenset[str]],
        criteria: Criteria,
    ) -> None:
        self.criteria = criteria
        self.yields_to: dict[str, set[str]] = defaultdict(set)
        self._entries: list[Entry] = []
        for entry in entries:
            if entry.sense.effect == "yields":
                self.yields_to[entry.sense.endpoints[0]].add(entry.phrase)
            else:
                self._entries.append(entry)
        self.bundled = frozenset(endpoint for entry in self._entries for endpoint in entry.sense.beside)
        self._contexts: PhraseBook[str] = PhraseBook(contexts)
        self._by_kind = by_kind
        phrases = ((e.phrase, number) for number, e in enumerate(self._entries) if e.sense.effect != "replaces")
        self._book = PhraseBook(phrases)
        self._phrases_in = Remembering(self._book.find_all, _TEXTS_KEPT)
        self._senses: dict[tuple[Place, frozenset[str]], dict[int, Sense]] = {}

    def contexts_of(self, trial: Trial, kinds: Iterable[str]) -> frozenset[str]:
        """The contexts of a trial, by its titles, conditions, keywords and interventions and by the kinds it tests."""
        names = (intervention.name for intervention in trial.interventions)
        text = " ; ".join((trial.title, trial.official_title, *trial.conditions, *trial.keywords, *names))
        told = (found.meaning for found in self._contexts.find(text) if found.meaning)
        return frozenset(told).union(*(self._by_kind.get(kind, ()) for kind in kinds))

    def find(self, text: str, place: Place, contexts: frozenset[str]) -> list[Found[Sense]]:
        """The phrases that name something in a text, from left to right."""
        if not text:
            return []
        senses = self._senses_in(place, contexts)
        read = [Found(f.start, f.end, senses[f.meaning]) for f in self._phrases_in(text) if f.meaning in senses]
        if not read:
            return read
        found = longest(read)
        masked = {(one.start, one.end) for one in found if one.meaning.effect == "masks"}
        return [one for one in found if (one.start, one.end) not in masked]

    def _senses_in(self, place: Place, contexts: frozenset[str]) -> dict[int, Sense]:
        """What the phrases that count in that place of such trials mean, by their numbers.

        One that is bound to a context displaces the general one.
        """
        if (place, contexts) not in self._senses:
            here = [(number, entry) for number, entry in enumerate(self._entries) if entry.is_read_in(place)]
            bound = [entry for _, entry in here if entry.given in contexts]
            displaced = {entry.phrase for entry in bound}
            instead = {entry.phrase: entry.sense.endpoints for entry in bound if entry.sense.effect == "replaces"}
            self._senses[place, contexts] = {
                number: entry.sense.with_replaced(instead)
                for number, entry in here
                if entry.given in contexts or not (entry.given or entry.phrase in displaced)
            }
        return self._senses[place, contexts]


def load_endpoints(folder: Path) -> EndpointPatterns:
    """The patterns of the tables ``endpoints.tsv``, ``endpoint_contexts.tsv`` and ``criteria.tsv`` in a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    rows = list(read_table(folder / "endpoint_contexts.tsv"))
    contexts = [(phrase, row.one("context")) for row in rows for phrase in phrases_of(row)]
    kinds = {kind for row in rows for kind in row.many("kinds")}
    by_kind = {
        kind: frozenset(row.one("context") for row in rows if kind in row.many("kinds")) for kind in sorted(kinds)
    }
    entries = [entry for row in read_table(folder / "endpoints.tsv") for entry in _entries(row)]
    return EndpointPatterns(entries, contexts, by_kind, load_criteria(folder))


def _entries(row: Row) -> Iterator[Entry]:
    """The phrases of one row of the table of endpoints."""
    effect = cast("Effect", _one_of(get_args(Effect), "effect", row))
    where = cast("Where", _one_of(get_args(Where), "where", row))
    sense = Sense(row.many("endpoint"), effect, frozenset(row.many("beside")))
    phrases = row.many("phrases") if effect in ("replaces", "yields") else phrases_of(row)
    for phrase in phrases:
        yield Entry(phrase, sense, where, row.one("given"))


def _one_of(allowed: tuple[str, ...], column: str, row: Row) -> str:
    value = row.need(column)
    if value not in allowed:
        raise TableError(f"{column} {value!r} is unknown", place=row.place, remedy=f"use one of {', '.join(allowed)}")
    return value
