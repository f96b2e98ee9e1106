"""Definitions: words of the record that say what a name nobody knows is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.facts.recognise.agents.naming import Sighting
from kg.facts.text import fold, folded_copy
from kg.model import Mention, Passage

_JOINT = re.compile(
    r"[\s,(\[\-–:/’'\"“”®™)\]=]*(?:(?:is|are|was|as|a|an|the|one|which|novel|new|named|called|i\.?e\.?|investigational|"
    r"experimental|first-in-class|recombinant|humani[sz]ed|human|fully|anti-?tumou?r|potent|selective|oral|injection|our|code|"
    r"autologous|allogeneic|universal|next-generation|third-generation|product|drug|agent|known|also|therapy|monotherapy|"
    r"cell|cells|igg1|igg4|monoclonal|targeting|targeted)"
    r"[\s,(\[\-–:/’'\"“”®™)\]=]*)*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"[\s,(\[\-–:®™)\]]*(?:(?:is|are|was|as|being)\s+)?(?:an?|the|our)\s+", re.IGNORECASE)
_ADJECTIVES = re.compile(
    r"(?:first[- ]in[- ](?:class|human)[\s,]+|best[- ]in[- ]class[\s,]+|"
    r"(?!(?:with|and|for|in|of|plus|or|to|by|on|than|from|after|before|versus|vs|combin\w+|stud(?:y|ies)|trial|phase"
    r"|doses?|level|cycle|patients?|participants?|subjects?|given|receiv\w+|administ\w+|treat\w+)\b)[\w/'’-]+[\s,(]+){0,8}",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"[^.;:()\n]{3,100}?(?=\s(?:in|for|with|that|which|to|on|as|plus|combined|versus)\b|[.;:()\n]|$)", re.IGNORECASE
)
_TARGETS = re.compile(
    r"[\s,(]*(?:(?:is )?(?:an?|the) (?:[\w-]+[\s,]+){1,8}?(?=that|which|is|designed))?[\s,)]*"
    r"(?:(?:which|that|is|was|designed|developed|engineered|to|specifically|selectively|potently) )*"
    r"(?:targets?|binds?(?: to)?|recogni[sz]es?|inhibits?|blocks?|directed (?:against|at|to|towards))\b",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"[\s-]*(?:bio-?similar|formulation|micelles?|liposomes?|nano-?particles?|pro-?drug)\b", re.IGNORECASE
)
_CODE_PARTS = re.compile(r"[a-z]+|\d+")
_VARIANT = re.compile(r"(.*\d)[a-z]")
_OPENING = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_LONGEST_JOINT, _LONGEST_LABEL = 100, 60

Scan = tuple[Passage, list[Sighting]]


def define(name: str, scans: Iterable[Scan]) -> Sighting | None:
    """The description that stands in apposition to a name, as in "AB154 (an anti-TIGIT antibody)", or None.

    A description that names a target is preferred to one that does not. A code with a closing letter may be described
    without it ("AB154c" as "AB154").
    """
    scans = list(scans)
    for pattern in _spellings(name):
        found = [sighting for passage, sightings in scans for sighting in _beside(pattern, passage.text, sightings)]
        found.sort(key=lambda sighting: (not _has_targets(sighting), sighting.agents[0].kind == "DrugClass"))
        if found:
            return found[0]
    return None


def apposed(name: str, scans: Iterable[Scan]) -> Iterator[Mention]:
    """The phrases that follow a name with an article, as in "AB154 is a peptide vaccine"."""
    pattern = _spellings(name)[0]
    for passage, _ in scans:
        for start, end in _places(pattern, passage.text):
            article = _ARTICLE.match(passage.text, end)
            phrase = _PHRASE.match(passage.text, article.end()) if article is not None else None
            if phrase is not None and start < phrase.start():
                words = phrase.group()
                yield Mention(text=words, field=passage.field, start=phrase.start(), end=phrase.end())


def opening(passage: Passage, sightings: Iterable[Sighting]) -> Sighting | None:
    """The description with which a text opens, as in "Humanised anti-TIGIT antibody, every 3 weeks", or None."""
    for sighting in sightings:
        article = _OPENING.match(passage.text)
        begins = article.end() if article is not None else 0
        if _describes(sighting) and _ADJECTIVES.fullmatch(passage.text, begins, max(begins, sighting.mention.start)):
            return sighting
    return None


def opening_phrase(passage: Passage) -> Mention | None:
    """The phrase with which a text opens, if after an article or if it is nearly all of a short text."""
    article = _OPENING.match(passage.text)
    phrase = _PHRASE.match(passage.text, article.end() if article is not None else 0)
    if phrase is None or (article is None and len(passage.text) > _LONGEST_LABEL):
        return None
    return Mention(text=phrase.group(), field=passage.field, start=phrase.start(), end=phrase.end())


def aiming(name: str, scans: Iterable[Scan]) -> Iterator[tuple[Passage, int]]:
    """Where a text goes on after saying that a name "targets" or "binds to" something."""
    pattern = _spellings(name)[0]
    for passage, _ in scans:
        for _, end in _places(pattern, passage.text):
            verb = _TARGETS.match(passage.text, end)
            if verb is not None:
                yield passage, verb.end()


def _spellings(name: str) -> list[re.Pattern[str]]:
    """Expressions for folded texts that find a name: as written, a code however it is parted, a code's own stem."""
    folded = fold(name)
    if not any(map(str.isdigit, folded)) or " " in folded:
        return [re.compile(re.escape(folded))]
    forms = [folded]
    variant = _VARIANT.fullmatch(folded)
    if variant is not None:
        forms.append(variant.group(1))
    codes = (r"[\s–-]{0,2}".join(_CODE_PARTS.findall(form)) for form in forms)
    return [re.compile(rf"(?<![a-z0-9]){code}(?![a-z0-9])") for code in codes]


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(folded_copy(text).folded))


def _has_targets(sighting: Sighting) -> bool:
    return bool(sighting.agents[0].targets)


def _describes(sighting: Sighting) -> bool:
    """Whether words say what something is: read by their parts, or a class that acts in some way ("BTK inhibitor")."""
    agent = sighting.agent
    if agent is None or sighting.composed is not None:
        return agent is not None
    return agent.kind == "DrugClass" and bool(agent.targets or agent.mechanisms)


def _is_copied(text: str, sighting: Sighting) -> bool:
    """Whether words make a known drug the model of another ("a bevacizumab biosimilar")."""
    agent, mention = sighting.agent, sighting.mention
    if agent is None or sighting.composed is not None or agent.kind == "DrugClass":
        return False
    return _COPY.match(text, mention.end) is not None


def _beside(pattern: re.Pattern[str], text: str, sightings: list[Sighting]) -> Iterable[Sighting]:
    describing = [sighting for sighting in sightings if _describes(sighting) or _is_copied(text, sighting)]
    if not describing:
        return
    for start, end in _places(pattern, text):
        for sighting in describing:
            mention = sighting.mention
            overlaps = mention.start < end and start < mention.end
            if not overlaps and _is_joint(text, end if mention.start >= end else start, mention):
                yield sighting


def _is_joint(text: str, edge: int, mention: Mention) -> bool:
    """Whether only joining words stand between a name's edge and a description, or an article and its adjectives."""
    first, last = (edge, mention.start) if edge <= mention.start else (mention.end, edge)
    if last - first > _LONGEST_JOINT:
        return False
    if _JOINT.fullmatch(text, first, last):
        return True
    article = _ARTICLE.match(text, first, last) if edge <= mention.start else None
    return article is not None and _ADJECTIVES.fullmatch(text, article.end(), last) is not None
