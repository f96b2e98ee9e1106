"""What each registered outcome measure measures: its endpoints, criteria and time frames.

A measure is read from its title first, without a heading over it ("Safety: …") and the people in whom it is measured
("in patients with …"). Its definition counts where the title names no endpoint, and adds the few endpoints that
bundles leave to their definitions. A definition may follow the name within the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.facts.recognise.criteria import find_criteria
from kg.facts.recognise.endpoint_patterns import EndpointPatterns, Place, Sense, load_endpoints
from kg.facts.recognise.phrase_book import Found
from kg.facts.recognise.time_frames import parse_time_frames
from kg.model import Evidence, MeasuredEndpoints, Mention, OutcomeMeasure, Supported, Trial

__all__ = ["OTHER", "EndpointPatterns", "load_endpoints", "recognise_measures"]

OTHER = "OtherEndpoint"
_MOST_ENDPOINTS = 4
_FEWEST_TO_CHOOSE = 2
_LISTS = {"Primary": "primaryOutcomes", "Secondary": "secondaryOutcomes", "Other": "otherOutcomes"}
_DEFINING = ("defined", "refers", "means", "(time ")
_DEFINES = re.compile(
    r"(?<=\S)(?<!\bprotocol)"
    r"(?:[\s,:(]+(?:(?:is|are|was|were|will be|as) )?(?:defined|refers|means)\b|\s+\(time (?:from|to)\b)"
)
_SAYS_MORE = re.compile(
    r"(?<=\S),\s+(?=[a-z]?[A-Z•*-][^,]*(?:=|\b(?:is|are|was|were|will|includes?|defined|assessed|measured|collected"
    r"|calculated|to (?:assess|describe|determine|evaluate))\b))"
)
_ASIDE = re.compile(
    r"^\W*(?:(?:safety|toxicity|tolerability|feasibility|efficacy)(?:\s*(?:and|&|/)\s*)?)+\s*"
    r"(?:[:：#]|(?:as\s)?(?:assessed|determined|evaluated|measured)\s(?:as|by)\b)"
    r"|\((?:safety|toxicity|tolerability|feasibility)\)\s*$"
    r"|^\W*(?:\w+\s){0,3}?(?:safety|toxicity|efficacy)(?:\s\w+){0,2}\s(?:study|cohort|part|phase)\s*:"
    r"|^\W*(?:pharmacokinetics|PK)\s*(?:\([^)]*\)\s*)?:"
    r"|\b(?:in|among|for)\s(?:the\s)?(?:[\w/-]+\s){0,2}?(?:patients?|participants?|subjects?|children|adults|women|men)\s"
    r"(?:with|who|having|receiving|treated)\b(?:(?!\b(?:according|assessed|compared|measured|using)\b)[^,;:(.])*"
    r"|\b(?:in|among|for)\s(?:the\s)?(?:(?!(?:in|of|for|with|and|between)\s)\S+\s){0,3}?"
    r"\S*(?:positive|negative|high|low|mutated|mutant|selected|[0-9]%?)\s(?:patients?|participants?|subjects?|population)\b",
    re.IGNORECASE,
)
"""A heading over what is measured, or the people in whom it is measured."""


def recognise_measures(
    trial: Trial, patterns: EndpointPatterns, kinds: Iterable[str] = ()
) -> tuple[MeasuredEndpoints, ...]:
    """What each registered outcome measures, in registered order; never without an endpoint.

    Args:
        kinds: Kinds of the agents that the trial tests; the kinetics of cells are not those of a drug.
    """
    contexts = patterns.contexts_of(trial, kinds)
    return tuple(_measured(outcome, patterns, contexts) for outcome in trial.outcomes)


class _Stretch(NamedTuple):
    """Part of a field: its words, and where they begin in it."""

    text: str
    field: str
    offset: int = 0


class _Read(NamedTuple):
    """A phrase that stands in a measure: what it means, and why."""

    sense: Sense
    reason: Evidence


class _Reader(NamedTuple):
    """The patterns as they hold in one trial."""

    patterns: EndpointPatterns
    contexts: frozenset[str]

    def read(self, stretches: Iterable[_Stretch], place: Place) -> list[_Read]:
        """The phrases that stand in some stretches of text, in their order."""
        return [
            _Read(found.meaning, _reason(found, stretch, place))
            for stretch in stretches
            for found in self.patterns.find(stretch.text, place, self.contexts)
        ]


def _measured(outcome: OutcomeMeasure, patterns: EndpointPatterns, contexts: frozenset[str]) -> MeasuredEndpoints:
    field = f"outcomesModule.{_LISTS[outcome.priority]}[{outcome.position}]"
    measure, description = f"{field}.measure", f"{field}.description"
    head = _head(outcome.measure)
    title = _Stretch(head, measure)
    definition = [
        _Stretch(outcome.measure[len(head) :], measure, len(head)),
        _Stretch(outcome.description, description),
    ]
    reasons = _reasons(title, definition, _Reader(patterns, contexts))
    if not reasons:
        whole = Mention(text=outcome.measure, field=measure, start=0, end=len(outcome.measure))
        reasons = {OTHER: Evidence(mention=whole, rule="no-phrase")}
    supported = [Supported(value=value, evidence=(reason,)) for value, reason in reasons.items()]
    return MeasuredEndpoints(
        outcome=outcome,
        endpoints=tuple(_foremost(supported)),
        criteria=find_criteria(
            (
                (measure, outcome.measure),
                (description, outcome.description),
                (f"{field}.timeFrame", outcome.time_frame),
            ),
            patterns.criteria,
        ),
        time_frames=parse_time_frames(outcome.time_frame),
    )


def _foremost(supported: list[Supported]) -> Iterator[Supported]:
    """The first few endpoints, and all that the title itself names."""
    for number, one in enumerate(supported):
        if number < _MOST_ENDPOINTS or one.evidence[0].rule.startswith("title"):
            yield one


def _reasons(title: _Stretch, definition: list[_Stretch], reader: _Reader) -> dict[str, Evidence]:
    """The endpoints that a measure names, each with the first phrase that names it."""
    chosen = next(filter(None, _from_firm_to_faint(title, definition, reader)), [])
    named = {endpoint for read in chosen for endpoint in read.sense.endpoints}
    bundled = named & reader.patterns.bundled
    added = [read for read in reader.read(definition, "addition") if bundled & read.sense.beside] if bundled else []
    reasons: dict[str, Evidence] = {}
    for read in (*chosen, *added):
        for endpoint in read.sense.endpoints:
            reasons.setdefault(endpoint, read.reason)
    yields_to = reader.patterns.yields_to
    return {value: reason for value, reason in reasons.items() if not yields_to.get(value, set()) & reasons.keys()}


def _from_firm_to_faint(title: _Stretch, definition: list[_Stretch], reader: _Reader) -> Iterator[list[_Read]]:
    """The phrases that stand, the firmest kind first."""
    in_title = _without_asides(reader.read([title], "title"), title.text)
    yield [read for read in in_title if read.sense.effect == "measures"]
    yield [read for read in in_title if read.sense.effect == "suggests"]
    in_definition = reader.read(definition, "definition")
    yield [read for read in in_definition if read.sense.effect == "measures"]
    yield [read for read in in_title if read.sense.effect == "hints"]
    yield [read for read in in_definition if read.sense.effect == "suggests"]
    yield [read for read in in_definition if read.sense.effect == "hints"]


def _head(title: str) -> str:
    """The part of a title that names; what follows defines."""
    name = _DEFINES.split(title, maxsplit=1)[0] if any(word in title for word in _DEFINING) else title
    return _SAYS_MORE.split(name, maxsplit=1)[0] if "," in name else name


def _without_asides(named: list[_Read], title: str) -> list[_Read]:
    """The phrases of a title without those in its heading or about its people; all if there are no others."""
    if len({read.sense.endpoints for read in named}) < _FEWEST_TO_CHOOSE:
        return named
    asides = [aside.span() for aside in _ASIDE.finditer(title)]
    places = [(read, read.reason.mention) for read in named]
    main = [read for read, at in places if not any(start <= at.start and at.end <= end for start, end in asides)]
    return main or named


def _reason(found: Found[Sense], stretch: _Stretch, place: Place) -> Evidence:
    mention = Mention(
        text=stretch.text[found.start : found.end],
        field=stretch.field,
        start=stretch.offset + found.start,
        end=stretch.offset + found.end,
    )
    return Evidence(mention=mention, rule=f"{place}-{found.meaning.effect}")
