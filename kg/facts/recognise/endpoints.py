"""What each registered outcome measure measures: its endpoints, criteria and time frames.

The curated table lists the phrases that name an endpoint. A measure is read from its title first; its definition
counts where the title names no endpoint, and for the few endpoints that definitions add to a bundle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from kg.errors import TableError
from kg.facts.recognise.criteria import Criteria, find_criteria, load_criteria
from kg.facts.recognise.phrases import Found, PhraseBook
from kg.facts.recognise.time_frames import parse_time_frames
from kg.model import Evidence, MeasuredEndpoints, Mention, OutcomeMeasure, Supported, Trial
from kg.tables import Row, read_table

Effect = Literal["measures", "suggests", "hints", "masks"]
Where = Literal["title", "definition", "either"]
Place = Literal["title", "definition"]

OTHER = "OtherEndpoint"
_MOST_ENDPOINTS = 4
_TEXTS_KEPT = 8192
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
        self._contexts: PhraseBook[str] = PhraseBook(contexts)
        self._books: dict[tuple[frozenset[str], Place], PhraseBook[Sense]] = {}
        self._find_kept = lru_cache(_TEXTS_KEPT)(self._find)

    def contexts_of(self, trial: Trial) -> frozenset[str]:
        """The contexts that hold in a trial, by its titles, conditions, keywords and interventions."""
        words = (trial.title, trial.official_title, *trial.conditions, *trial.keywords)
        names = (intervention.name for intervention in trial.interventions)
        text = " ; ".join((*words, *names))
        return frozenset(found.meaning for found in self._contexts.find_all(text))

    def find(self, text: str, place: Place, contexts: frozenset[str]) -> tuple[Found[Sense], ...]:
        """The phrases that a title or a definition holds, from left to right."""
        return self._find_kept(text, place, contexts) if text else ()

    def _find(self, text: str, place: Place, contexts: frozenset[str]) -> tuple[Found[Sense], ...]:
        return tuple(self._book(contexts, place).find(text))

    def _book(self, contexts: frozenset[str], place: Place) -> PhraseBook[Sense]:
        """The phrases that count in that place in such a trial; one bound to a context displaces the general one."""
        if (contexts, place) not in self._books:
            here = [entry for entry in self._entries if entry.where in (place, "either")]
            bound = {entry.phrase for entry in here if entry.given and entry.given in contexts}
            self._books[contexts, place] = PhraseBook(
                (entry.phrase, entry.sense)
                for entry in here
                if (entry.given in contexts if entry.given else entry.phrase not in bound)
            )
        return self._books[contexts, place]


def load_endpoints(folder: Path) -> EndpointPatterns:
    """The patterns of the tables ``endpoints.tsv``, ``endpoint_contexts.tsv`` and ``criteria.tsv`` in a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    contexts = [
        (phrase, row.need("context"))
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
    title = patterns.find(outcome.measure, "title", contexts)
    definition = patterns.find(outcome.description, "definition", contexts)
    chosen: list[tuple[Found[Sense], str]] = []
    for found, effect, rule in (
        (title, "measures", "title-phrase"),
        (title, "suggests", "title-phrase"),
        (definition, "measures", "definition-phrase"),
        (title, "hints", "title-hint"),
        (definition, "suggests", "definition-phrase"),
        (definition, "hints", "definition-hint"),
    ):
        if chosen := [(one, rule) for one in found if one.meaning.effect == effect]:
            break
    named = {endpoint for found, _ in chosen for endpoint in found.meaning.endpoints}
    chosen += [(found, "definition-phrase") for found in definition if named & found.meaning.beside]
    supported = dict(_first_reasons(chosen, outcome, field))
    if not supported:
        whole = Mention(text=outcome.measure, field=f"{field}.measure", start=0, end=len(outcome.measure))
        return (Supported(value=OTHER, evidence=(Evidence(mention=whole, rule="no-phrase"),)),)
    return tuple(Supported(value=value, evidence=(reason,)) for value, reason in supported.items())[:_MOST_ENDPOINTS]


def _first_reasons(
    chosen: list[tuple[Found[Sense], str]], outcome: OutcomeMeasure, field: str
) -> Iterator[tuple[str, Evidence]]:
    """Each endpoint with the first phrase that names it."""
    seen: set[str] = set()
    for found, rule in chosen:
        text, part = (
            (outcome.measure, "measure") if rule.startswith("title") else (outcome.description, "description")
        )
        words = text[found.start : found.end]
        mention = Mention(text=words, field=f"{field}.{part}", start=found.start, end=found.end)
        for endpoint in found.meaning.endpoints:
            if endpoint not in seen:
                seen.add(endpoint)
                yield endpoint, Evidence(mention=mention, rule=rule)


def _entries(row: Row) -> Iterator[_Entry]:
    """The phrases of one row of the table of endpoints."""
    effect, where = row.need("effect"), row.need("where")
    for value, allowed in ((effect, get_args(Effect)), (where, get_args(Where))):
        if value not in allowed:
            raise TableError(f"{value!r} is unknown", place=row.place, remedy=f"use one of {', '.join(allowed)}")
    sense = Sense(row.many("endpoint"), cast(Effect, effect), frozenset(row.many("beside")))
    for phrase in row.many("phrases"):
        yield _Entry(phrase, sense, cast(Where, where), row.one("given"))
