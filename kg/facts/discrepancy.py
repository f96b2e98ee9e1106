"""Contradictions within a record, found by general rules and kept with the words on each side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from kg.facts.recognise.agents.naming import Sighting
from kg.facts.recognise.agents.spelling import is_near_miss
from kg.facts.recognise.agents.uses import AgentReading, AgentRecogniser
from kg.facts.text import Folded, fold, small
from kg.model import Agent, AgentUse, Discrepancy, Evidence, Mention, Passage, Trial
from kg.passages import arm_path, passages

_PRODUCTS = {
    "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "AntibodyDrugConjugate", "Immunocytokine",
    "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell", "EngineeredStromalCell",
    "OncolyticVirus", "DendriticCellVaccine", "CancerVaccine",
}  # fmt: skip
_NO_DRUGS = {
    "Procedure", "DiagnosticTest", "Device", "BehaviouralIntervention", "Radiotherapy", "Placebo", "DrugClass",
    "StemCellTransplant", "Cytokine", "OtherAgent",
}  # fmt: skip
_PARTED = "\n;\n"
"""Between outcomes that are read as one text: no name goes over it."""
_LONG_WORD = re.compile(r"[a-z]{8,}")
_STATISTICS = {
    "sample size": (
        ("sample size", "patients", "participants", "subjects"),
        re.compile(
            r"sample size (?:of|is|will be) (\d{2,5})|(?:total of|include|enrol|enroll|recruit|accrue) (\d{2,5}) "
            r"(?:evaluable )?(?:patients|participants|subjects)(?! (?:[a-z]+ ){0,4}(?:each|per) )"
        ),
    ),
    "type I error": (
        ("alpha", "α", "type i error", "significance level"),
        re.compile(
            r"(?:alpha|α|type i error(?: rate)?|significance level)\s*(?:of|=|level of|is)?\s*"
            r"(0?\.\d+|\d+(?:\.\d+)?\s*%)"
        ),
    ),
    "power": (
        ("power",),
        re.compile(r"power\s*(?:of|=|is)?\s*(0?\.\d+|\d{2}(?:\.\d+)?\s*%)|(\d{2}(?:\.\d+)?\s*%)\s*power"),
    ),
    "sidedness of the test": (("sided", "tailed"), re.compile(r"\b(one|two|1|2)[- ](?:sided|tailed)\b")),
}
"""Words of which one must stand in a text, in small letters, and what the quantity and its value look like there."""
_SIDES = {"1": "one", "2": "two"}


def find_discrepancies(trial: Trial, agents: AgentReading, recogniser: AgentRecogniser) -> tuple[Discrepancy, ...]:
    """Every contradiction that a rule finds, in the order of the rules."""
    texts = passages(trial)
    return (
        *_foreign_products(texts, agents, recogniser),
        *_contradictory_statistics(texts),
        *_misspelt_agents(texts, agents),
        *_untitled_agents(agents),
        *_empty_arms(trial),
        *_unassigned_interventions(trial),
    )


# --- products ---------------------------------------------------------------------------------------------------------


def _foreign_products(
    texts: Iterable[Passage], agents: AgentReading, recogniser: AgentRecogniser
) -> Iterator[Discrepancy]:
    """A product named in an outcome that the trial does not give; only a trial with products of its own has rivals."""
    if not any(use.agent.kind in _PRODUCTS and use.agent.targets for use in agents.uses):
        return
    outcomes = [
        text for text in texts if text.field.startswith("outcomesModule") and not text.field.endswith("timeFrame")
    ]
    starts = list(accumulate((len(text.text) + len(_PARTED) for text in outcomes), initial=0))
    reported: set[str] = set()
    for sighting in recogniser.names_in(Folded(_PARTED.join(text.text for text in outcomes)), ""):
        rival = _rival(sighting, agents)
        if rival is None or sighting.agents[0].id in reported:
            continue
        reported.add(sighting.agents[0].id)
        number = bisect_right(starts, sighting.mention.start) - 1
        start = sighting.mention.start - starts[number]
        named = _mention(outcomes[number], start, start + len(sighting.mention.text))
        message = f"an outcome names {named.text!r}, but the trial gives {rival.text!r}"
        yield _discrepancy("foreign product", message, named, rival)


def _rival(sighting: Sighting, agents: AgentReading) -> Mention | None:
    """The trial's own product of the same kind, where the sighting names a different one; else None."""
    agent = sighting.agent
    if agent is None or agent.kind not in _PRODUCTS or not agent.targets:
        return None
    if any(_may_be_the_same(agent, use) for use in agents.uses):
        return None
    same_kind = [use for use in agents.uses if use.agent.kind == agent.kind and use.agent.targets]
    return same_kind[0].evidence[0].mention if same_kind else None


def _may_be_the_same(agent: Agent, use: AgentUse) -> bool:
    """Whether the trial's agent shares a target and has every safety switch that the other has."""
    shares = set(agent.targets) & {target.value for target in use.targets}
    return bool(shares) and _switches(agent.parts) <= _switches(use.agent.parts)


def _switches(parts: Iterable[object]) -> set[object]:
    return {part for part in parts if getattr(part, "part", "") == "switch"}


# --- numbers ----------------------------------------------------------------------------------------------------------


def _contradictory_statistics(texts: Iterable[Passage]) -> Iterator[Discrepancy]:
    """Two sample sizes, two type I errors, two powers or two sidednesses of the test."""
    described = [(text, small(text.text)) for text in texts if text.field.startswith("descriptionModule")]
    for quantity, (words, pattern) in _STATISTICS.items():
        values: dict[str, Mention] = {}
        for passage, text in described:
            for match in pattern.finditer(text) if any(word in text for word in words) else ():
                values.setdefault(_value(match), _mention(passage, match.start(), match.end()))
        if len(values) > 1:
            stated = " and ".join(mention.text for mention in values.values())
            yield _discrepancy(f"two values of {quantity}", f"the {quantity} is stated as {stated}", *values.values())


def _value(match: re.Match[str]) -> str:
    """The number of a match in one form: 85 % as 0.85, "two" as two."""
    text = next(group for group in match.groups() if group)
    if text in _SIDES or (not text[0].isdigit() and text[0] != "."):
        return _SIDES.get(text, text)
    return f"{float(text.rstrip('% ')) / 100:g}" if text.endswith("%") else f"{float(text):g}"


# --- names ------------------------------------------------------------------------------------------------------------


def _misspelt_agents(texts: Iterable[Passage], agents: AgentReading) -> Iterator[Discrepancy]:
    """A word that is a near miss of the name of an agent of the trial."""
    drugs = [use.agent for use in agents.uses if use.agent.kind not in _NO_DRUGS and not use.agent.local]
    names = {name: agent.label for agent in drugs for name in map(fold, agent.synonyms) if _LONG_WORD.fullmatch(name)}
    names |= {word: word for agent in drugs for word in _LONG_WORD.findall(fold(agent.label))}
    prefixes = {name[:4] for name in names}
    seen = set(names)
    for passage in texts if names else ():
        text = small(passage.text)
        for word in _LONG_WORD.findall(text):
            if word[:4] not in prefixes or word in seen:
                continue
            seen.add(word)
            meant = next((name for name in sorted(names) if is_near_miss(word, name)), None)
            if meant is not None:
                start = text.index(word)
                mention = _mention(passage, start, start + len(word))
                message = f"{mention.text!r} is a misspelling of {names[meant]!r}"
                yield _discrepancy("misspelt agent", message, mention)


def _untitled_agents(agents: AgentReading) -> Iterator[Discrepancy]:
    """A product of the title that no registered intervention names, where some name products."""
    if not any(found.registered and found.agent.kind in _PRODUCTS for found in agents.read.found):
        return
    for found in agents.read.found:
        titled = [m for m in found.mentions if m.field.startswith("identificationModule")]
        elsewhere = [m for m in found.mentions if not m.field.startswith("identificationModule")]
        if titled and not found.registered and not elsewhere and found.agent.kind in _PRODUCTS:
            message = f"the title names {titled[0].text!r}, which no arm or intervention gives"
            yield _discrepancy("title against body", message, titled[0])


# --- arms -------------------------------------------------------------------------------------------------------------


def _empty_arms(trial: Trial) -> Iterator[Discrepancy]:
    """An experimental arm that gives nothing."""
    for position, arm in enumerate(trial.arms):
        if arm.type == "EXPERIMENTAL" and not arm.intervention_names and arm.label:
            mention = Mention(text=arm.label, field=f"{arm_path(position)}.label", start=0, end=len(arm.label))
            yield _discrepancy(
                "arm without agent", f"the experimental arm {arm.label!r} names no intervention", mention
            )


def _unassigned_interventions(trial: Trial) -> Iterator[Discrepancy]:
    """An intervention that no arm gives."""
    given = {name.casefold() for arm in trial.arms for name in arm.intervention_names}
    for position, intervention in enumerate(trial.interventions):
        assigned = intervention.arm_labels or any(name.endswith(intervention.name.casefold()) for name in given)
        if trial.arms and not assigned:
            field = f"armsInterventionsModule.interventions[{position}].name"
            mention = Mention(text=intervention.name, field=field, start=0, end=len(intervention.name))
            yield _discrepancy("agent without arm", f"no arm gives the intervention {intervention.name!r}", mention)


def _mention(passage: Passage, start: int, end: int) -> Mention:
    return Mention(text=passage.text[start:end], field=passage.field, start=start, end=end)


def _discrepancy(kind: str, message: str, *mentions: Mention) -> Discrepancy:
    evidence = tuple(Evidence(mention=mention, rule=kind.replace(" ", "-")) for mention in mentions)
    return Discrepancy(kind=kind, message=message, evidence=evidence)
