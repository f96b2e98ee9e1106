"""What the pages say."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.app.explore.explorer import Explorer
from kg.app.explore.marks import Mark, pieces
from kg.app.explore.trial import place_of
from kg.app.grammar import one
from kg.graph.export import FORMATS
from kg.graph.store import revise, writing
from tests.services import write_small_graph

TWINNED = ["home", "agent/pembrolizumab", "trial/NCT00000003", "landscape", "question/trials_by_target", "unmatched"]


def told(explorer: Explorer, address: str, **asked: str) -> dict[str, object]:
    return json.loads(explorer.answer(f"{address}.json", asked).body)  # type: ignore[no-any-return]


def text(explorer: Explorer, address: str, **asked: str) -> str:
    return explorer.answer(address, asked).body.decode()


def test_every_page_has_its_twins(explorer: Explorer) -> None:
    for path in explorer.paths():
        for suffix in ("html", "json", "csv", "ttl"):
            answered = explorer.answer(f"{path or 'home'}.{suffix}", {})
            assert (path, answered.status) == (path, 200)


def test_every_link_of_a_page_leads_somewhere(explorer: Explorer) -> None:
    addresses = {link for path in explorer.paths() for link in _links(text(explorer, path)) if link.startswith("/")}
    others = {link for link in addresses if link.startswith(("/explorer/", "/query", "/data/"))}
    dead = [link for link in addresses - others if explorer.answer(link[1:].partition("?")[0], {}).status == 404]

    assert len(addresses) > 100
    assert dead == []


def test_a_target_lists_its_agents_and_the_trials_of_each_in_their_roles(explorer: Explorer) -> None:
    page = told(explorer, "target/pdcd1")

    assert [link["path"] for link in page["neighbours"][0]["links"]] == ["agent/pembrolizumab", "agent/ivonescimab"]  # type: ignore[index]
    assert {row["id"]: row["how"] for row in page["trials"]} == {  # type: ignore[attr-defined]
        "NCT00000003": ["Pembrolizumab (Investigational)"],
        "NCT00000004": ["Ivonescimab (Investigational)", "Pembrolizumab (Comparator)"],
    }


def test_a_condition_counts_the_trials_of_narrower_ones(explorer: Explorer) -> None:
    assert [row["id"] for row in told(explorer, "condition/lung-carcinoma")["trials"]] == [  # type: ignore[attr-defined]
        "NCT00000004",
        "NCT00000003",
    ]


def test_an_agent_shows_the_words_behind_it_with_what_surrounds_them(explorer: Explorer) -> None:
    quote = told(explorer, "agent/ivonescimab")["quotes"][0]  # type: ignore[index]

    assert (quote["words"], quote["after"]) == ("ivonescimab", " against pembrolizumab in lung carcinoma")


def test_partners_are_what_is_tried_together_and_no_comparators(explorer: Explorer) -> None:
    shared = told(explorer, "agent/pembrolizumab")["partners"]

    assert "Ifinatamab deruxtecan" in str(shared)
    assert "Docetaxel" not in str(shared)


def test_the_strip_counts_each_trial_once(explorer: Explorer) -> None:
    strip = told(explorer, "home")["strip"]

    assert sum(row["trials"] for row in strip["phases"]) == 7  # type: ignore[index]
    assert strip["years"] == list(range(2015, 2024))  # type: ignore[index]


def test_a_trial_shows_its_record_with_what_was_found_marked(explorer: Explorer) -> None:
    page = text(explorer, "trial/NCT00000005")

    assert re.search('<mark class="agent fact open"[^>]*>deruxtecan</mark>', page)
    assert "two spellings" in page
    assert "https://clinicaltrials.gov/study/NCT00000005" in page


def test_fields_stand_as_the_registry_has_them_and_what_names_a_thing_before_the_rest() -> None:
    fields = [
        "identificationModule.briefTitle",
        "descriptionModule.briefSummary",
        "armsInterventionsModule.armGroups[2].label",
        "armsInterventionsModule.armGroups[2].description",
        "armsInterventionsModule.armGroups[10].label",
        "armsInterventionsModule.interventions[0].name",
        "armsInterventionsModule.interventions[0].description",
        "outcomesModule.primaryOutcomes[0].measure",
        "outcomesModule.primaryOutcomes[0].description",
    ]

    assert sorted(sorted(fields), key=place_of) == fields


def test_marked_pieces_put_together_are_the_text() -> None:
    marks = [
        Mark(start=0, end=4, kind="a", says=""),
        Mark(start=2, end=6, kind="b", says=""),
        Mark(start=5, end=99, kind="c", says=""),
    ]
    found = pieces("abcdefgh", marks)

    assert "".join(piece.text for piece in found) == "abcdefgh"
    assert [piece.kinds for piece in found] == [("a",), ("a", "b"), ("b",), ()]


def test_the_landscape_counts_what_is_tested_and_a_facet_narrows_it(explorer: Explorer) -> None:
    def numbers(**asked: str) -> dict[tuple[str, str], str]:
        table = csv.reader(io.StringIO(explorer.answer("landscape.csv", asked).body.decode()))
        return {(target, condition): number for target, condition, number in table}

    assert numbers()["GD2", "Neuroblastoma"] == "3"
    assert numbers(phase="Phase 1")["GD2", "Neuroblastoma"] == "2"
    assert ("PD-1", "Lung carcinoma") not in numbers(phase="Phase 1")


def test_a_landscape_with_nothing_in_it_says_what_to_loosen(explorer: Explorer) -> None:
    assert "loosen one" in text(explorer, "landscape", phase="Phase 3", status="Recruiting")


def test_a_pair_keeps_the_facets_of_the_landscape(explorer: Explorer) -> None:
    assert len(told(explorer, "pair/gd2/neuroblastoma", phase="Phase 1")["trials"]) == 2  # type: ignore[arg-type]


def test_a_question_answers_for_its_example_until_it_is_asked(explorer: Explorer) -> None:
    assert 'value="GD2"' in text(explorer, "question/trials_by_target")
    assert "NCT00000004" in text(explorer, "question/trials_by_target", target="PD-1")


def test_a_misspelt_value_is_told_with_what_may_be_meant(explorer: Explorer) -> None:
    page = text(explorer, "question/trials_by_agent", agent="pembrolizumap")

    assert "Did you mean pembrolizumab?" in page or "did you mean pembrolizumab?" in page
    assert 'role="alert"' in page


def test_the_words_behind_the_rows_are_shown_on_request(explorer: Explorer) -> None:
    assert "identificationModule.briefTitle" in text(explorer, "question/trials_by_target", target="GD2", words="1")


def test_a_name_or_synonym_leads_to_its_page(explorer: Explorer) -> None:
    answered = explorer.answer("search", {"q": "keytruda"})

    assert (answered.status, answered.location) == (303, "/agent/pembrolizumab")


def test_the_beginning_of_a_name_finds_it(explorer: Explorer) -> None:
    assert "agent/ifinatamab-deruxtecan" in text(explorer, "search", q="ifinat")


def test_a_search_for_nothing_known_says_so_and_shows_what_there_is(explorer: Explorer) -> None:
    assert "Nothing in this graph is called so" in text(explorer, "search", q="qqqq")


@pytest.mark.parametrize("address", ["agent/pembrolizumap", "pair/gd2", "pair/a/b", "question/none", "trial/", "x"])
def test_an_address_that_leads_nowhere_is_told_as_such(explorer: Explorer, address: str) -> None:
    assert explorer.answer(address, {}).status == 404


def test_the_formats_of_the_export_are_all_named(explorer: Explorer) -> None:
    assert told(explorer, "data")["formats"] == [*FORMATS, "parquet"]


def test_pages_that_count_conditions_agree_and_say_what_else_they_list(explorer: Explorer) -> None:
    network = explorer.catalogue.network
    named = {end for _, end, relation in network.edges(data="relation") if relation == "studies"}
    home, listed = told(explorer, "home"), told(explorer, "conditions")

    assert home["counts"]["conditions"] == len(named)  # type: ignore[index]
    assert len(listed["members"]) - listed["only_wider"] == len(named) < len(listed["members"])  # type: ignore[arg-type, operator]
    assert f"{len(named)} conditions that trials name, and {listed['only_wider']}" in text(explorer, "conditions")


def test_a_page_tells_how_many_of_its_trials_test_the_thing(explorer: Explorer) -> None:
    page = told(explorer, "agent/pembrolizumab")

    assert (len(page["trials"]), page["tested"]) == (2, 1)  # type: ignore[arg-type]
    assert len(told(explorer, "trials", of="agent/pembrolizumab")["trials"]) == 1  # type: ignore[arg-type]
    assert "that test Pembrolizumab" in text(explorer, "trials", of="agent/pembrolizumab")


def test_a_misspelt_address_suggests_the_right_one(explorer: Explorer) -> None:
    assert "pembrolizumab" in text(explorer, "agent/pembrolizumap")


def test_what_was_not_understood_comes_with_a_row_for_its_table(explorer: Explorer) -> None:
    items = told(explorer, "unmatched")["items"]

    assert any(item["row"].startswith("deruxtecan\tderuxtecan\t") for item in items)  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", TWINNED)
def test_turtle_twins_are_turtle_and_the_same_each_time(explorer: Explorer, address: str) -> None:
    body = explorer.answer(f"{address}.ttl", {}).body

    assert list(ox.parse(body, format=ox.RdfFormat.TURTLE)) or address == "home"
    assert explorer.answer(f"{address}.ttl", {}).body == body


def test_the_turtle_of_a_trial_has_the_words_behind_its_facts(explorer: Explorer) -> None:
    assert "oa:exact" in explorer.answer("trial/NCT00000003.ttl", {}).body.decode()


def _links(page: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name in ("href", "src", "action"))

    Reader().feed(page)
    return found


@pytest.fixture
def one_out_of_scope(tmp_path: Path) -> Explorer:
    """The made-up trials, of which one is no trial of cancer."""
    write_small_graph(tmp_path)
    scope = ox.NamedNode(vocab.SCOPE)
    with writing(tmp_path), revise(tmp_path) as revision:
        store = revision.store
        for quad in list(store.quads_for_pattern(ox.NamedNode(vocab.BASE + "trial/NCT00000007"), scope, None)):
            store.remove(quad)
            store.add(ox.Quad(quad.subject, scope, ox.NamedNode(vocab.IOKG + "OutOfScope"), quad.graph_name))
    return Explorer(tmp_path)


@pytest.mark.parametrize("page", ["landscape", "map", "timeline"])
def test_what_is_out_of_scope_is_left_out_until_it_is_asked_for(one_out_of_scope: Explorer, page: str) -> None:
    assert told(one_out_of_scope, page)["trials"] == 6
    assert told(one_out_of_scope, page, scope="any")["trials"] == told(one_out_of_scope, page, scope="")["trials"] == 7
    html = text(one_out_of_scope, page)
    assert f'are left out; <a href="/{page}?scope=any">take them in</a>' in html
    assert "take them in" not in text(one_out_of_scope, page, scope="any") + text(one_out_of_scope, page, scope="")


def test_the_start_counts_trials_of_cancer_only(one_out_of_scope: Explorer) -> None:
    page = text(one_out_of_scope, "")
    assert "In most trials of cancer" in page
    assert 'Dinutuximab beta</a> <span class="count" title="1 trial">' in page
    assert "7</b> trials" in page


def test_partners_of_a_target_are_other_agents_than_those_that_act_on_it(explorer: Explorer) -> None:
    told = json.loads(explorer.answer("target/gd2.json", {}).body)
    acting = {link["path"] for row in told["neighbours"] for link in row["links"]}
    partners = {row["heading"]: {link["path"] for link in row["links"]} for row in told["partners"]}

    assert acting
    assert partners["Given together with"]
    assert not partners["Given together with"] & acting


@pytest.mark.parametrize(("noun", "told"), [("agent", "an agent"), ("condition", "a condition")])
def test_a_noun_has_its_article(noun: str, told: str) -> None:
    assert one(noun) == told


def test_what_a_thing_is_stands_without_an_article_and_without_its_own_sort(explorer: Explorer) -> None:
    agent = explorer.answer("agent/ifinatamab-deruxtecan", {}).body.decode()
    target = json.loads(explorer.answer("target/gd2.json", {}).body)

    assert "<dt>Kind</dt><dd>antibody–drug conjugate" in agent
    assert "target" not in [its["link"]["label"] for fact in target["facts"] for its in fact["values"]]
