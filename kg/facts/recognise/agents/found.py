"""One agent as it is being found in a trial."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts.recognise.agents.naming import Sighting
from kg.model import Agent, Evidence, Mention

TITLES = ("identificationModule.briefTitle", "identificationModule.officialTitle")
TOLD = (*TITLES, "descriptionModule.briefSummary")


@dataclass(slots=True)
class Found:
    """An agent with everywhere it was seen in one trial.

    Attributes:
        mentions: Where it is named, registered names first.
        interventions: Positions of the registered interventions that name it.
        classes: Where a class is named that includes it among other agents of the trial.
        wholes: Whole registered names that mean this agent alone.
        stated: Target key to the words that state it.
        member_kind: Kind that a definition in the text gives it.
        rule: The rule that found it first.
        defined_by: Id of the description that a definition gave it; empty if none.
    """

    agent: Agent
    rule: str
    mentions: list[Mention] = field(default_factory=list)
    interventions: set[int] = field(default_factory=set)
    classes: list[Mention] = field(default_factory=list)
    wholes: list[Mention] = field(default_factory=list)
    stated: dict[str, Mention] = field(default_factory=dict)
    member_kind: str = ""
    kind_mention: Mention | None = None
    defined_by: str = ""

    def see(self, sighting: Sighting) -> None:
        """Take in one more place where the agent is named."""
        if sighting.mention not in self.mentions:
            self.mentions.append(sighting.mention)
        if sighting.composed is None:
            return
        self.member_kind = self.member_kind or sighting.composed.member_kind
        self.note_targets(sighting)

    def note_targets(self, sighting: Sighting) -> None:
        """Take in the words of a composed name that state targets."""
        if sighting.composed is None:
            return
        for key, start, end in sighting.composed.spans:
            offset = start - sighting.composed.start
            words = sighting.mention.text[offset : offset + end - start]
            self.stated.setdefault(key, Mention(text=words, field=sighting.mention.field, start=start, end=end))

    def define(self, definition: Sighting) -> None:
        """Take in the words that say what the agent is."""
        self.see(definition)
        self.mentions.remove(definition.mention)
        self.kind_mention = definition.mention
        self.defined_by = definition.agents[0].id

    def absorb(self, other: Found) -> None:
        """Take over all that was seen of another name of the same thing."""
        self.mentions.extend(mention for mention in other.mentions if mention not in self.mentions)
        self.interventions |= other.interventions
        self.wholes.extend(mention for mention in other.wholes if mention not in self.wholes)
        for key, mention in other.stated.items():
            self.stated.setdefault(key, mention)

    @property
    def registered(self) -> bool:
        """Whether a registered intervention names it."""
        return bool(self.interventions)

    @property
    def is_titled(self) -> bool:
        """Whether a title names it."""
        return any(mention.field in TITLES for mention in self.mentions)

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The record's own forms of its name, in order, each once."""
        return tuple(dict.fromkeys(m.text for m in [*self.mentions, *self.wholes]))

    def evidence(self) -> tuple[Evidence, ...]:
        """One piece of evidence for each field that names it."""
        by_field = {mention.field: mention for mention in reversed(self.mentions)}
        ordered = [m for m in self.mentions if by_field[m.field] is m]
        return tuple(Evidence(mention=mention, rule=self.rule) for mention in ordered)
