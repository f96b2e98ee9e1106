"""What each registered outcome measure measures: its endpoints, criteria and time frames.

The curated table lists the phrases that name an endpoint. A measure is read from its title first; its definition
counts where the title names no endpoint, and for the few endpoints that definitions add to a bundle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from kg.errors import TableError
from kg.facts.recognise.criteria import Criteria, find_criteria, load_criteria
from kg.facts.recognise.phrases import Found, PhraseBook
from kg.facts.recognise.time_frames import parse_time_frames
from kg.model import Evidence, MeasuredEndpoints, Mention, OutcomeMeasure, Supported, Trial
from kg.tables import Row, read_table

Effect = Literal["measures", "suggests", "hints", "masks", "replaces", "yields"]
Where = Literal["title", "definition", "either"]
Place = Literal["title", "definition"]

OTHER = "OtherEndpoint"
_MOST_ENDPOINTS = 4
_TEXTS_KEPT = 8192
_DEFINES = re.compile(r"(?<=\w)[\s,:(]+(?:(?:is|are|was|were|will be|as) )?(?:defined|refers|means)\b")
_LISTS = {"Primary": "primaryOutcomes", "Secondary": "secondaryOutcomes", "Other": "otherOutcomes"}


class Sense(NamedTuple):
    """What a phrase of the table stands for.

    Attributes:
        endpoints: The endpoints it names; none if it only looks as if it named one.
        effect: ``measures`` if it names them firmly, ``hints`` if it counts only where nothing firmer stands,
            ``masks`` if its words name nothing.
        beside: Endpoints of the title beside which it counts in the definition too.
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


_Read = tuple[Sense, Evidence]
"""A phrase that stands in a measure: what it means, and why."""


class _Entry(NamedTuple):
    """A phrase of the table with the conditions under which it is read."""

    phrase: str
    sense: Sense
    where: Where
    given: str


class EndpointPatterns:
    """The curated phrases, ready to be found.

    Args:
        entries: The phrases of the table of endpoints.
        contexts: Pairs of a phrase and the context it establishes where a trial's own words hold it.
        criteria: The named criteria and instruments.
    """

    def __init__(self, entries: Iterable[_Entry], contexts: Iterable[tuple[str, str]], criteria: Criteria) -> None:
        self.criteria = criteria
        self._entries = tuple(entries)
        self.yielding: dict[str, set[str]] = defaultdict(set)
        for entry in self._entries:
            if entry.sense.effect == "yields":
                self.yielding[entry.sense.endpoints[0]].add(entry.phrase)
        self._contexts: PhraseBook[str] = PhraseBook(contexts)
        self._books: dict[tuple[frozenset[str], Place], PhraseBook[Sense]] = {}
        self._find_kept = lru_cache(_TEXTS_KEPT)(self._find)

    def contexts_of(self, trial: Trial) -> frozenset[str]:
        """The contexts that hold in a trial, by its titles, conditions, keywords and interventions."""
        words = (trial.title, trial.official_title, *trial.conditions, *trial.keywords)
        names = (intervention.name for intervention in trial.interventions)
        text = " ; ".join((*words, *names))
        return frozenset(found.meaning for found in self._contexts.find(text)) - {""}

    def find(self, text: str, place: Place, contexts: frozenset[str]) -> tuple[Found[Sense], ...]:
        """The phrases that a title or a definition holds, from left to right."""
        return self._find_kept(text, place, contexts) if text else ()

    def _find(self, text: str, place: Place, contexts: frozenset[str]) -> tuple[Found[Sense], ...]:
        found = self._book(contexts, place).find(text)
        masked = {(one.start, one.end) for one in found if one.meaning.effect == "masks"}
        return tuple(one for one in found if (one.start, one.end) not in masked)

    def _book(self, contexts: frozenset[str], place: Place) -> PhraseBook[Sense]:
        """The phrases that count in that place in such a trial; one bound to a context displaces the general one."""
        if (contexts, place) not in self._books:
            here = [entry for entry in self._entries if entry.where in (place, "either")]
            bound = [entry for entry in here if entry.given in contexts]
            displaced = {entry.phrase for entry in bound}
            free = [entry for entry in here if not entry.given and entry.phrase not in displaced]
            instead = {entry.phrase: entry.sense.endpoints for entry in bound if entry.sense.effect == "replaces"}
            self._books[contexts, place] = PhraseBook(
                (entry.phrase, entry.sense.with_replaced(instead))
                for entry in (*bound, *free)
                if entry.sense.effect not in ("replaces", "yields")
            )
        return self._books[contexts, place]


def load_endpoints(folder: Path) -> EndpointPatterns:
    """The patterns of the tables ``endpoints.tsv``, ``endpoint_contexts.tsv`` and ``criteria.tsv`` in a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    contexts = [
        (phrase, row.one("context"))
        for row in read_table(folder / "endpoint_contexts.tsv")
        for phrase in row.many("phrases")
    ]
    entries = [entry for row in read_table(folder / "endpoints.tsv") for entry in _entries(row)]
    return EndpointPatterns(entries, contexts, load_criteria(folder))


def recognise_measures(trial: Trial, patterns: EndpointPatterns) -> tuple[MeasuredEndpoints, ...]:
    """What each registered outcome measures, in registered order; never without an endpoint."""
    contexts = patterns.contexts_of(trial)
    return tuple(_measured(outcome, patterns, contexts) for outcome in trial.outcomes)


def _measured(outcome: OutcomeMeasure, patterns: EndpointPatterns, contexts: frozenset[str]) -> MeasuredEndpoints:
    field = f"outcomesModule.{_LISTS[outcome.priority]}[{outcome.position}]"
    fields = {f"{field}.measure": outcome.measure, f"{field}.description": outcome.description}
    return MeasuredEndpoints(
        outcome=outcome,
        endpoints=_endpoints(outcome, field, patterns, contexts),
        criteria=find_criteria(fields, patterns.criteria),
        time_frames=parse_time_frames(outcome.time_frame),
    )


def _endpoints(
    outcome: OutcomeMeasure, field: str, patterns: EndpointPatterns, contexts: frozenset[str]
) -> tuple[Supported, ...]:
    """The endpoints of a measure with their reasons: the title's, or else the definition's, or else what is hinted."""
    head = _DEFINES.split(outcome.measure, maxsplit=1)[0]
    measure, description = f"{field}.measure", f"{field}.description"
    title = _read(patterns.find(head, "title", contexts), head, measure)
    definition = [
        *_read(patterns.find(outcome.measure[len(head) :], "definition", contexts), outcome.measure, measure, len(head)),
        *_read(patterns.find(outcome.description, "definition", contexts), outcome.description, description),
    ]
    chosen = _strongest(title, definition)
    named = {endpoint for sense, _ in chosen for endpoint in sense.endpoints}
    chosen += [one for one in definition if named & one[0].beside]
    reasons: dict[str, Evidence] = {}
    for sense, reason in chosen:
        for endpoint in sense.endpoints:
            reasons.setdefault(endpoint, reason)
    for endpoint in reasons.keys() & patterns.yielding.keys():
        if not reasons.keys().isdisjoint(patterns.yielding[endpoint]):
            del reasons[endpoint]
    if not reasons:
        whole = Mention(text=outcome.measure, field=measure, start=0, end=len(outcome.measure))
        reasons = {OTHER: Evidence(mention=whole, rule="no-phrase")}
    return tuple(Supported(value=value, evidence=(reason,)) for value, reason in reasons.items())[:_MOST_ENDPOINTS]


def _read(found: Iterable[Found[Sense]], text: str, field: str, offset: int = 0) -> list[_Read]:
    """The phrases found in a field's text from an offset on, each with its reason."""
    place = "title" if field.endswith(".measure") and not offset else "definition"
    return [
        (
            one.meaning,
            Evidence(
                mention=Mention(
                    text=text[offset + one.start : offset + one.end],
                    field=field,
                    start=offset + one.start,
                    end=offset + one.end,
                ),
                rule=f"{place}-{one.meaning.effect}",
            ),
        )
        for one in found
    ]


def _strongest(title: list[_Read], definition: list[_Read]) -> list[_Read]:
    """The phrases that count: those of the strongest kind that stands at all."""
    for phrases, effect in (
        (title, "measures"),
        (title, "suggests"),
        (definition, "measures"),
        (title, "hints"),
        (definition, "suggests"),
        (definition, "hints"),
    ):
        chosen = [one for one in phrases if one[0].effect == effect]
        if chosen:
            return chosen
    return []


def _entries(row: Row) -> Iterator[_Entry]:
    """The phrases of one row of the table of endpoints."""
    effect, where = row.need("effect"), row.need("where")
    for value, allowed in ((effect, get_args(Effect)), (where, get_args(Where))):
        if value not in allowed:
            raise TableError(f"{value!r} is unknown", place=row.place, remedy=f"use one of {', '.join(allowed)}")
    sense = Sense(row.many("endpoint"), cast(Effect, effect), frozenset(row.many("beside")))
    for phrase in row.many("phrases"):
        yield _Entry(phrase, sense, cast(Where, where), row.one("given"))
