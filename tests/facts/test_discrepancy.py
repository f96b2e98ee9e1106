"""Contradictions within a record are found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.discrepancy import find_discrepancies
from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.model import Arm, Intervention, OutcomeMeasure, Source, Trial
from kg.resources import folder

Find = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="module")
def find() -> Find:
    """Kind and first quoted words of each contradiction in a trial of one intervention."""
    recogniser = AgentRecogniser(folder("ontology"))

    def of(name: str, **fields: object) -> list[tuple[str, str]]:
        given = {"title": "A trial", "interventions": (Intervention(name=name, type="DRUG"),)} | fields
        trial = Trial(id="x", source=Source(path="x"), **given)  # type: ignore[arg-type]
        found = find_discrepancies(trial, recogniser.recognise(trial), recogniser)
        return [(each.kind, each.evidence[0].mention.text) for each in found]

    return of


def outcome(measure: str) -> tuple[OutcomeMeasure, ...]:
    return (OutcomeMeasure(priority="Primary", position=0, measure=measure),)


def test_another_product_in_an_outcome_is_foreign(find: Find) -> None:
    found = find("GD2/B7-H3 CAR-T cells", outcomes=outcome("Toxicity of iC9-GD2-CAR T cells"))

    assert found == [("foreign product", "iC9-GD2-CAR T cells")]


@pytest.mark.parametrize("words", ["Persistence of CAR-T cells", "Persistence of B7-H3 CAR-T cells", "Levels of IL-2"])
def test_the_trials_own_product_is_not_foreign(find: Find, words: str) -> None:
    assert find("B7-H3 CAR-T cells", outcomes=outcome(words)) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A sample size of 116 is needed. We will include 126 patients.", "two values of sample size"),
        ("With a type I error of 0.10. Tests use an alpha of 0.05.", "two values of type I error"),
        ("This gives a power of 0.90. We need 85% power.", "two values of power"),
        ("A one-sided test is planned. All tests are two-sided.", "two values of sidedness of the test"),
    ],
)
def test_two_values_of_one_statistic_contradict(find: Find, words: str, kind: str) -> None:
    assert [each[0] for each in find("Nivolumab", description=words)] == [kind]


def test_the_size_of_each_group_is_no_second_sample_size(find: Find) -> None:
    words = "A total of 46 patients will be enrolled. A total of 10 patients will be allocated to each group."

    assert find("Nivolumab", description=words) == []


def test_a_misspelt_agent_is_named(find: Find) -> None:
    found = find("Dinutuximab beta", description="Patients receive dinutuaseximab beta.")

    assert found == [("misspelt agent", "dinutuaseximab")]


@pytest.mark.parametrize("words", ["They are compared.", "Nivolumab and pembrolizumab", "cytokine release"])
def test_ordinary_words_are_no_misspelling(find: Find, words: str) -> None:
    assert find("Computed tomography", description=words) == []


def test_an_experimental_arm_that_gives_nothing_is_reported(find: Find) -> None:
    arms = (
        Arm(label="A", type="EXPERIMENTAL", intervention_names=("Drug: Nivolumab",)),
        Arm(label="B", type="EXPERIMENTAL"),
    )

    assert find("Nivolumab", arms=arms) == [("arm without agent", "B")]


def test_an_intervention_that_no_arm_gives_is_reported(find: Find) -> None:
    arms = (Arm(label="A", type="EXPERIMENTAL", intervention_names=("Drug: Cisplatin",)),)

    assert ("agent without arm", "Nivolumab") in find("Nivolumab", arms=arms)


def test_a_product_of_the_title_that_nothing_gives_is_reported(find: Find) -> None:
    found = find("Nivolumab", title="Nivolumab and relatlimab")

    assert ("title against body", "relatlimab") in found
