"""What titles and the summary say of agents beside one another: against what, with what, and which leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.facts.recognise.agents.found import TITLES, TOLD, Found
from kg.model import Mention

_AGAINST = re.compile(
    r"\b(?:versus|vs\.?(?!-)|compared? (?:with|to|against)|in comparison (?:with|to)|superior(?:ity)? (?:to|over)"
    r"|non-?inferior(?:ity)? (?:to|of)|rather than|instead of)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(r"\bcompar(?:e|es|ing|ison)\b", re.IGNORECASE)
_SETS_AGAINST = re.compile(f"{_AGAINST.pattern}|{_COMPARING.pattern}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?<!combined )(?<!combination )(?<!together )(?<!along )\b(?:with|to|against)\b|\band\b", re.IGNORECASE
)
_WITH = re.compile(r"\b(?:with|plus|added to|followed by|addition to)\b|[+±]", re.IGNORECASE)
_JOINT = re.compile(r"[\s,]*(?:\band\b|\bplus\b|[+/&])(?:\s+(?:low|high|intermediate)-dose)?\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*,\s*(?:(?:low|high|intermediate)-dose\s*)?", re.IGNORECASE)
_AS_CONTROL = re.compile(
    r"^(?: \w+){0,2} as (?:an? |the )?(?:\w+ ){0,2}(?:control|comparator|reference)\b", re.IGNORECASE
)
_AS_STANDARD = re.compile(r"\bstandard\b(?:[ -]\w+){0,6} ?\((?:[\w/, -]*[/, ])?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n")
_NOVEL_COMBINATIONS = re.compile(r"\bnovel (?:\w+ )?combinations?\b", re.IGNORECASE)
_NEW_PARTNERS = re.compile(
    r"\W*(?:in combination )?(?:with|plus|and) (?:\w+ )?(?:investigational|experimental|novel) agents?", re.IGNORECASE
)
_REACH = 80


class Contrast:
    """The agents of a trial as its titles and summary set them beside one another.

    Args:
        found: The agents of the trial.
        texts: Text by field; only titles and the brief summary are read.
    """

    def __init__(self, found: Sequence[Found], texts: Mapping[str, str]) -> None:
        self._found = found
        self._told = {field: texts[field] for field in TOLD if field in texts}
        self._titles = {field: text for field, text in self._told.items() if field in TITLES}
        self._splits = [split for field, text in self._told.items() for split in self._split(field, text)]
        self._placebos = [mention for each in found if each.agent.kind == "Placebo" for mention in each.mentions]

    def tests(self, found: Found) -> bool | None:
        """For "A + B versus A": False for A, True for B; None where no such contrast names the agent."""
        for split in self._splits:
            sides = [_sides(other, split) for other in self._found]
            if (True, True) in sides and (True, False) in sides and _sides(found, split)[0]:
                return not _sides(found, split)[1]
        return None

    def compared(self, found: Found) -> Mention | None:
        """Where "versus" stands before the agent, which is never named on the tested side; else None.

        What placebo is added to ("X versus placebo plus Y") is given on both sides.
        """
        if any(_sides(found, split)[0] for split in self._splits):
            return None
        places = (*found.mentions, *found.classes)
        for split in self._splits:
            tested = [other for other in self._found if _sides(other, split) == (True, False)]
            if tested and not _is_given_with_any(found, tested):
                after = [mention for mention in places if split.covers(mention) and mention.start > split.at]
                if after and not self._joins_placebo(after[0], split):
                    return after[0]
        return None

    def called_control(self, found: Found) -> Mention | None:
        """Where the words make the agent the control: "X as a control", "the standard regimen (X)" of a comparison."""
        for mention in found.mentions:
            text = self._told.get(mention.field, "")
            if _AS_CONTROL.search(text[mention.end : mention.end + _REACH]):
                return mention
            if self._splits and _AS_STANDARD.search(text[max(0, mention.start - _REACH) : mention.start]):
                return mention
        return None

    def _joins_placebo(self, mention: Mention, split: _Split) -> bool:
        """Whether a mention on the second side is what placebo is added to."""
        text = self._told[split.field]
        return any(
            placebo.start > split.at and placebo.end <= mention.start and _WITH.search(text, placebo.end, mention.start)
            for placebo in self._placebos
            if split.covers(placebo)
        )

    def against(self, found: Found, kind: str) -> bool:
        """Whether another agent of a kind stands on the tested side where this one stands on the other."""
        return any(
            _sides(found, split) == (False, True)
            and any(
                other is not found and other.agent.kind == kind and _sides(other, split)[0] for other in self._found
            )
            for split in self._splits
        )

    def leads(self, found: Found) -> bool:
        """Whether the brief title names the agent before all others."""
        starts = {id(other): self._start(other, TITLES[0]) for other in self._found}
        own = starts[id(found)]
        return own is not None and all(start is None or start >= own for start in starts.values())

    def adds(self, found: Found, leaders: Iterable[Found]) -> bool:
        """Whether a title names one of the leaders and then adds the agent by "with" or "plus"."""
        ends = [m for leader in leaders for m in leader.mentions]
        for field, text in self._titles.items():
            own = self._start(found, field)
            if own is not None and any(
                m.field == field and m.end <= own and _WITH.search(text, m.end, own) for m in ends
            ):
                return True
        return False

    def takes_new_partners(self, found: Found) -> bool:
        """Whether a title adds agents that it calls investigational, without naming them, to this one."""
        return any(
            _NEW_PARTNERS.match(self._titles[mention.field], mention.end) is not None
            for mention in found.mentions
            if mention.field in self._titles
        )

    def is_of_novel_combination(self, found: Found) -> bool:
        """Whether the titles speak of novel combinations and this is no checkpoint inhibitor, as those have anyway."""
        is_usual = "ImmuneCheckpointBlockade" in found.agent.mechanisms
        return not is_usual and any(map(_NOVEL_COMBINATIONS.search, self._titles.values()))

    def before(self, found: Found) -> Iterator[tuple[list[Found], list[Found]]]:
        """For each list in a title that puts the agent on a level with others ("A and B", "A, B and C").

        Yields the agents before it in the list, and all that are named in the list.
        """
        for level in self._levels:
            places = [index for index, names in enumerate(level) if any(each is found for each in names)]
            if places:
                yield (
                    [each for names in level[: places[-1]] for each in names],
                    [each for names in level for each in names],
                )

    @cached_property
    def _levels(self) -> list[list[list[Found]]]:
        """The lists of agents in the titles that end in a joint ("A, B and C"): at each place those named there."""
        return [level for field, title in self._titles.items() for level in self._levels_in(field, title)]

    def _levels_in(self, field: str, title: str) -> Iterator[list[list[Found]]]:
        named: dict[tuple[int, int], list[Found]] = {}
        for each in self._found:
            for mention in each.mentions:
                if mention.field == field:
                    named.setdefault((mention.start, mention.end), []).append(each)
        run: list[list[Found]] = []
        joined = last = 0
        for (start, end), names in sorted(named.items()):
            is_joined = bool(run) and _JOINT.fullmatch(title, last, start) is not None
            if run and not is_joined and _LISTED.fullmatch(title, last, start) is None:
                yield run[:joined]
                run, joined = [], 0
            run.append(names)
            joined, last = len(run) if is_joined else joined, end
        yield run[:joined]

    def _split(self, field: str, text: str) -> Iterator[_Split]:
        """The sentences of a text that set one side against the other, where the second begins."""
        if not _SETS_AGAINST.search(text):
            return
        start = 0
        for stop in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
            against = _AGAINST.search(text, start, stop)
            at = against.start() if against is not None else self._between(field, text, start, stop)
            if at is not None:
                yield _Split(field, start, at, stop)
            start = stop

    def _between(self, field: str, text: str, start: int, stop: int) -> int | None:
        """Where "comparing A with B" goes over from A to B; None if the sentence compares nothing."""
        comparing = _COMPARING.search(text, start, stop)
        if comparing is None:
            return None
        ends = sorted(
            m.end
            for each in self._found
            for m in each.mentions
            if m.field == field and comparing.end() <= m.start < stop
        )
        joint = _BETWEEN.search(text, ends[0], stop) if ends else None
        return joint.start() if joint is not None else None

    def _start(self, found: Found, field: str) -> int | None:
        return min((mention.start for mention in found.mentions if mention.field == field), default=None)


class _Split(NamedTuple):
    """A sentence with "versus" in it: from, at and end are offsets of the field."""

    field: str
    start: int
    at: int
    end: int

    def covers(self, mention: Mention) -> bool:
        """Whether a mention stands in the sentence."""
        return self.field == mention.field and self.start <= mention.start < self.end


def _is_given_with_any(found: Found, tested: Iterable[Found]) -> bool:
    """Whether one of several registered interventions that name the agent names something tested with it."""
    return len(found.interventions) > 1 and any(found.interventions & other.interventions for other in tested)


def _sides(found: Found, split: _Split) -> tuple[bool, bool]:
    """Whether the agent, or a class it belongs to, is named before and after "versus"."""
    starts = [mention.start for mention in (*found.mentions, *found.classes) if split.covers(mention)]
    return any(start < split.at for start in starts), any(start > split.at for start in starts)
