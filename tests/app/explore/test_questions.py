"""The page of a question: its rows as people read them, and names spelt as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.app.explore.explorer import Explorer
from kg.app.pipeline import build
from tests.app.scale.records import record


def _told(explorer: Explorer, **asked: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = json.loads(explorer.answer("question/partners_of_target.json", asked).body)
    return found


def test_an_id_and_its_name_are_one_column_that_leads_to_the_page(explorer: Explorer) -> None:
    told = _told(explorer, target="PD-1")
    names = [column["name"] for column in told["columns"]]  # type: ignore[index]

    assert names[:4] == ["trial", "title", "agent", "other"]
    assert "agent name" not in names
    assert any(cell[0]["path"] == "agent/pembrolizumab" for row in told["rows"] for cell in row[2:3])  # type: ignore[index]


@pytest.mark.parametrize(("name", "column"), [("targets_that_meet", "first"), ("car_cells_by_antigen", "antigen")])
def test_a_target_that_a_row_has_by_its_symbol_is_shown_by_its_name_with_its_page(
    explorer: Explorer, name: str, column: str
) -> None:
    told = json.loads(explorer.answer(f"question/{name}.json", {}).body)
    place = [its["name"] for its in told["columns"]].index(column)
    shown = {cell[place][0]["label"]: cell[place][0]["path"] for cell in told["rows"]}

    assert shown.get("B7-H3 (CD276)") == "target/cd276" or shown.get("GD2") == "target/gd2"
    assert all(path.startswith("target/") for path in shown.values())


def test_what_is_wrong_is_told_with_names_as_they_are_spelt(explorer: Explorer) -> None:
    page = explorer.answer("question/partners_of_target", {"target": "GDD2"}).body.decode()

    assert "No target in this graph is called &#39;GDD2&#39;. Did you mean GD2?" in page


def test_an_empty_answer_tells_what_it_looked_at(explorer: Explorer) -> None:
    page = explorer.answer("question/comparators_against", {"target": "GD2"}).body.decode()

    assert "Trials that test such an agent: 3; none of them states a comparator" in page
    assert "No graph answers this" not in page


def test_a_question_that_waits_for_a_reasoner_says_so(explorer: Explorer) -> None:
    page = explorer.answer("question/combination_trials", {}).body.decode()

    assert "Members of “combination trial” are derived, and reasoning has not been run" in page
    assert "<code>iokg reason --engine rules</code>" in page
    assert "Loosen a value" not in page


def test_a_measure_of_no_usual_endpoint_is_told_in_its_words(tmp_path: Path) -> None:
    told = record(1)
    told["protocolSection"]["outcomesModule"] = {  # type: ignore[index]
        "primaryOutcomes": [{"measure": "Colour of the left shoe", "timeFrame": "1 year"}],
        "secondaryOutcomes": [{"measure": "Length of the right sleeve", "timeFrame": "1 year"}],
    }
    (tmp_path / "records.ndjson").write_text(json.dumps(told))
    build([tmp_path / "records.ndjson"], tmp_path / "graph")
    explorer = Explorer(tmp_path / "graph")
    row = json.loads(explorer.answer("question/overview.json", {}).body)["rows"][0]
    listed = json.loads(explorer.answer("endpoint/OtherEndpoint.json", {}).body)["trials"]

    assert [link["label"] for link in row[-1]] == ["“Colour of the left shoe”"]
    assert listed[0]["how"] == ["Primary: “Colour of the left shoe”", "Secondary: “Length of the right sleeve”"]


def test_several_values_of_a_cell_are_a_list_and_one_is_not(explorer: Explorer) -> None:
    page = explorer.answer("question/overview", {}).body.decode()
    told = json.loads(explorer.answer("question/overview.json", {}).body)
    several = [cell for row in told["rows"] for cell in row if len(cell) > 1]

    assert several
    assert page.count('<ul class="values">') == len(several)
    assert all(items.count("<li>") > 1 for items in page.split('<ul class="values">')[1:])


def test_fields_beyond_the_first_are_folded_unless_they_are_given(explorer: Explorer) -> None:
    def open_and_folded(**asked: str) -> list[list[str]]:
        page = explorer.answer("question/partners_of_target", asked).body.decode()
        parts = page.partition('<form class="facets ask"')[2].partition('<details class="narrow">')
        return [re.findall(r'<input name="(\w+)" value', part) for part in (parts[0], parts[2])]

    shown, folded = open_and_folded(target="GD2")
    assert shown == ["target", "partner"]
    assert folded[-2:] == ["status", "trial"]
    shown, folded = open_and_folded(target="GD2", status="recruiting")
    assert shown == ["target", "status"]
    assert "partner" in folded
