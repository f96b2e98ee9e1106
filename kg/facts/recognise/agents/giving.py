"""Which groups of a trial give which agent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.groups import Group
from kg.model import Mention


class Giving:
    """The groups of a trial and the agents that they receive."""

    def __init__(self, groups: Sequence[Group], found: Sequence[Found]) -> None:
        self._groups = groups
        self._found = found
        self._given = {each.agent.id: self._of(each) for each in found}
        self.has_control = any(group.control for group in groups)

    def of(self, found: Found) -> list[Group]:
        """The groups that give an agent: those that register it or label it, else those whose words name it."""
        return self._given[found.agent.id]

    def arms(self, found: Found) -> tuple[int, ...]:
        """0-based positions of the registered arms that give an agent."""
        return tuple(group.arm for group in self.of(found) if group.arm is not None)

    @property
    def only_arm(self) -> tuple[int, ...]:
        """The position of the registered arm where there is just one; else nothing."""
        arms = tuple(group.arm for group in self._groups if group.arm is not None)
        return arms if len(arms) == 1 else ()

    def only_in_control(self, found: Found) -> bool:
        """Whether control groups give it and no other group does."""
        return bool(self.of(found)) and all(group.control for group in self.of(found))

    def is_shared(self, found: Found) -> bool:
        """Whether control and experimental groups both give it, while something else is given in the latter only."""
        sides = {group.control for group in self.of(found)}
        others = (other for other in self._found if other is not found and other.agent.usual_role is None)
        return len(sides) == 2 and any(self._is_experimental_only(other) for other in others)

    def is_partner_in_an_arm(self, found: Found) -> bool:
        """Whether a registered experimental arm gives it beside an agent that has no role of its own."""
        mine = [group for group in self.of(found) if group.arm is not None and not group.control]
        others = (other for other in self._found if other is not found and other.agent.usual_role is None)
        return any(group in self.of(other) for other in others for group in mine)

    def is_alone_in_an_arm(self, found: Found, rivals: Sequence[Found]) -> bool:
        """Whether a registered experimental arm gives it without any of its rivals, and another gives it with one."""
        mine = [group for group in self.of(found) if group.arm is not None and not group.control]
        theirs = {group.arm for rival in rivals if rival is not found for group in self.of(rival)}
        return len({group.arm in theirs for group in mine}) == 2

    def is_in_all_arms(self, found: Found) -> bool:
        """Whether each of two or more registered experimental arms gives it."""
        experimental = [group for group in self._groups if group.arm is not None and not group.control]
        return len(experimental) > 1 and all(group in self.of(found) for group in experimental)

    def is_the_contrast(self, found: Found) -> bool:
        """Whether the registered arms give the same but for one agent more each, and this is one of these.

        An arm that gives no more stands beside them.
        """
        arms = {group.arm for group in self._groups if group.arm is not None}
        active = [other for other in self._found if other.agent.usual_role is None and self.arms(other)]
        more = [other for other in active if set(self.arms(other)) != arms]
        extras = Counter(arm for other in more for arm in self.arms(other))
        is_plain = len(active) > len(more) and any(arm not in extras for arm in arms)
        return found in more and is_plain and max(extras.values()) == 1

    def sets_an_arm_apart(self, found: Found) -> bool:
        """Whether the label of a registered experimental arm names it, and another experimental arm does without."""
        mine = self.of(found)
        labelled = any(
            group.covers(mention)
            for group in mine
            if group.arm is not None and not group.control
            for mention in found.mentions
            if mention.field.endswith(".label")
        )
        return labelled and any(group not in mine and not group.control for group in self._groups)

    def place(self, found: Found) -> Mention:
        """Where the first group that gives the agent names it, else where it is first named."""
        fields = {field for field, _, _ in self.of(found)[0].spans}
        return next((mention for mention in found.mentions if mention.field in fields), found.mentions[0])

    def _is_experimental_only(self, found: Found) -> bool:
        return self.has_control and bool(self.of(found)) and not any(group.control for group in self.of(found))

    def _of(self, found: Found) -> list[Group]:
        registered = [group for group in self._groups if group.interventions & found.interventions]
        if registered:
            return [group for group in self._groups if group in registered or _names(group, found, label=True)]
        return [group for group in self._groups if _names(group, found)]


def _names(group: Group, found: Found, *, label: bool = False) -> bool:
    mentions = (mention for mention in found.mentions if not label or mention.field.endswith(".label"))
    return any(group.covers(mention) for mention in mentions)
