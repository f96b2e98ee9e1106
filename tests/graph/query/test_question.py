"""Headers of questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph.query import library
from kg.graph.query.question import Column, Parameter, Reasoned, read_question

GOOD = """# title: Trials by target
# question: Which trials?
# theme: Trials
# parameter target: target; required; GD2; the molecule
# parameter role: role; default Investigational; Combination; the role
# column trial: registry number
# column phases (several): phases
# evidence: agent iokg:hasTarget *
SELECT ?trial ?phases ?agent WHERE { VALUES ?target { UNDEF } VALUES ?role { UNDEF } }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "trials.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_header_is_read(tmp_path: Path) -> None:
    question = read_question(written(tmp_path, GOOD))
    assert question.parameters == (
        Parameter("target", "target", None, True, "GD2", "the molecule"),
        Parameter("role", "role", "Investigational", False, "Combination", "the role"),
    )
    assert question.columns == (Column("trial", "registry number"), Column("phases", "phases", several=True))
    assert question.reasoned == (Reasoned("agent", "hasTarget", "*"),)
    assert (question.theme, question.unanswerable) == ("Trials", "")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# title: Trials by target\n", "", "title"),
        ("# theme: Trials\n", "", "theme"),
        ("# column", "# columns", "trials.rq:6"),
        ("target; required; GD2; the molecule", "molecule; required; GD2; it", "trials.rq:4"),
        ("agent iokg:hasTarget *", "agent hasTarget *", "trials.rq:8"),
        ("VALUES ?role { UNDEF }", "", "role"),
    ],
)
def test_a_faulty_header_is_refused_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_question(written(tmp_path, GOOD.replace(old, new)))


def test_a_header_says_which_parameter_takes_several_values_and_what_is_counted(tmp_path: Path) -> None:
    text = GOOD.replace("parameter target:", "parameter target (several):").replace(
        "# evidence", "# counted: trials; none of them\n# evidence"
    )
    question = read_question(written(tmp_path, text))
    assert [parameter.several for parameter in question.parameters] == [True, False]
    assert question.counted == "trials; none of them"


def test_the_library_holds_enough_questions() -> None:
    assert len(library()) >= 35
