"""A fault found by a check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

import pyoxigraph as ox

from kg import vocab
from kg.graph.terms import short
from kg.vocab import BASE

Severity = Literal["violation", "warning", "info"]

_IN_TRIAL = re.compile(rf"{re.escape(BASE)}trial/([^/]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault.

    Attributes:
        severity: ``violation`` if the graph is wrong, ``warning`` if it may be, ``info`` if it is only incomplete.
        check: Name of the check that found it.
        entity: IRI of the thing at fault.
        label: Its name; empty if it has none.
        trial: Id of the trial it is part of; empty if it is part of none or of several.
        words: The words or the value at fault; empty if the fault is that there are none.
        problem: What is wrong, as a clause.
        remedy: What to do about it.
    """

    severity: Severity
    check: str
    entity: str
    label: str = ""
    trial: str = ""
    words: str = ""
    problem: str
    remedy: str

    @property
    def is_error(self) -> bool:
        """Whether the graph is wrong."""
        return self.severity == "violation"

    def rank(self) -> tuple[int, str, str, str]:
        """Its place in a list: the gravest first, then by check and entity."""
        return get_args(Severity).index(self.severity), self.check, self.entity, self.words

    def __str__(self) -> str:
        name = f"{short(self.entity)} “{self.label}”" if self.label else short(self.entity)
        if self.trial and self.trial not in self.entity:
            name += f" in {self.trial}"
        words = f" [{self.words}]" if self.words else ""
        return (
            f"{self.severity}: {self.check}: {name}: {self.problem}{words}. {self.remedy[:1].upper()}{self.remedy[1:]}."
        )


def trial_of(iri: str) -> str:
    """Id of the trial of which a thing is part, by its IRI; empty if it is part of none.

    >>> trial_of("https://w3id.org/iokg/trial/NCT04004221/arm/0")
    'NCT04004221'
    """
    match = _IN_TRIAL.match(iri)
    return match[1] if match else ""


def label_of(store: ox.Store, iri: str) -> str:
    """The first label of a thing in the order of letters; empty if it has none."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(vocab.LABEL), None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)), default="")
