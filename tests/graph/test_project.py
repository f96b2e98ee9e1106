"""The network of a store: what the picture shows."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec import structs

from kg.errors import UsageError
from kg.graph.project import project
from kg.graph.project.kept import kept_skeleton
from kg.graph.project.skeleton import skeleton
from kg.graph.quads import trial_quads, used_by, vocabulary_quads
from kg.graph.texts import query_text
from kg.model import Status, TrialFacts
from kg.resources import folder
from tests.graph import trials
from tests.graph.samples import AGENTS, CONDITIONS, FACTS, TARGETS, TITLE

TRIAL = "trial/NCT00000000"
VIEWS = sorted(path.stem for path in (folder("queries") / "views").glob("*.rq"))


def store_of(*trials: TrialFacts) -> ox.Store:
    store = ox.Store()
    for facts in trials:
        quads = trial_quads(facts) + vocabulary_quads(
            used_by(facts), agents=AGENTS, targets=TARGETS, conditions=CONDITIONS
        )
        store.load(quads.encode(), ox.RdfFormat.N_QUADS)
    return store


def started(id_: str, year: int) -> TrialFacts:
    trial = structs.replace(FACTS.trial, id=id_, status=Status(start=str(year)))
    return structs.replace(FACTS, trial=trial)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return store_of(FACTS)


def test_a_trial_carries_what_the_registry_says(store: ox.Store) -> None:
    trial = project(store).nodes[TRIAL]

    assert (trial["label"], trial["title"]) == ("NCT00000000", TITLE)
    assert (trial["phase"], trial["status"], trial["year"]) == ("Phase 1/2", "Recruiting", 2024)


def test_an_agent_has_kind_parts_and_names(store: ox.Store) -> None:
    network = project(store)

    assert network.nodes["agent/l19-il2"]["agent_kind"] == "Immunocytokine"
    assert ("Binder", "scFv") in network.nodes["agent/l19-il2"]["parts"]
    assert "Keytruda" in network.nodes["agent/pembrolizumab"]["synonyms"]
    assert network.nodes["agent/pembrolizumab"]["identifiers"] == ("ncit:C106432",)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (TRIAL, "agent/l19-il2", {"relation": "uses", "role": "Investigational"}),
        (TRIAL, "agent/fludarabine", {"relation": "uses", "role": "Conditioning"}),
        (TRIAL, "condition/melanoma", {"relation": "studies"}),
        (TRIAL, "endpoint/ProgressionFreeSurvival", {"relation": "measures", "priority": "Primary"}),
        ("agent/pembrolizumab", "target/pdcd1", {"relation": "has-target"}),
        ("agent/fludarabine", "mechanism/Lymphodepletion", {"relation": "has-mechanism"}),
        ("condition/skin-cancer", "condition/cancer", {"relation": "broader"}),
    ],
)
def test_statements_become_edges(store: ox.Store, start: str, end: str, expected: dict[str, str]) -> None:
    edges = project(store).get_edge_data(start, end)

    assert [{key: edge.get(key) for key in expected} for edge in edges.values()] == [expected]


def test_an_edge_carries_the_words_it_rests_on_with_their_context(store: ox.Store) -> None:
    [edge] = project(store).get_edge_data(TRIAL, "condition/melanoma").values()
    [quote] = edge["evidence"]

    assert quote["before"] + quote["words"] + quote["after"] == TITLE
    assert (quote["words"], quote["trial"], quote["basis"]) == ("melanoma", TRIAL, "stated")


def test_background_knowledge_names_its_source(store: ox.Store) -> None:
    [edge] = project(store).get_edge_data("agent/pembrolizumab", "target/pdcd1").values()

    assert [(quote["basis"], quote["source"]) for quote in edge["evidence"]] == [("background", "ncit:C106432")]


def test_arms_measures_contradictions_and_words_not_understood_are_kept(store: ox.Store) -> None:
    trial = project(store).nodes[TRIAL]

    assert [arm["agents"] for arm in trial["arms"]] == [["agent/l19-il2", "agent/pembrolizumab"], []]
    assert [arm["compared_with"] for arm in trial["arms"]] == [["Arm 2"], []]
    assert trial["measures"][0]["criteria"] == ["RECIST 1.1"]
    assert trial["discrepancies"][0]["message"] == "two spellings"
    assert ("in", "agent") in trial["unmatched"]


def test_the_same_store_gives_the_same_network(store: ox.Store) -> None:
    one, other = project(store), project(store_of(FACTS))

    assert sorted(one.nodes(data=True)) == sorted(other.nodes(data=True))
    assert sorted(map(str, one.edges(data=True))) == sorted(map(str, other.edges(data=True)))


@pytest.mark.parametrize("focus", ["PD-1", "pd1", "PDCD1", "target/pdcd1"])
def test_a_focus_is_found_by_any_of_its_names(store: ox.Store, focus: str) -> None:
    assert project(store, focus=focus).graph["focus"] == "target/pdcd1"


def test_one_hop_from_a_target_are_its_agents_and_two_are_their_conditions(store: ox.Store) -> None:
    near, far = project(store, focus="PD-1", hops=1), project(store, focus="PD-1", hops=2)

    assert set(near) == {"target/pdcd1", "agent/pembrolizumab"}
    assert {TRIAL, "condition/melanoma", "agent/l19-il2"} <= set(far)


def test_a_misspelt_or_begun_synonym_suggests_what_it_belongs_to(store: ox.Store) -> None:
    for name in ("keytrud", "Kytruda"):
        with pytest.raises(UsageError) as raised:
            project(store, focus=name)
        assert raised.value.remedy.startswith("try Pembrolizumab")


def test_an_unknown_focus_suggests_names(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="Pembrolizumab"):
        project(store, focus="pembrolizumub")


def test_fewer_than_one_hop_is_refused(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="hops"):
        project(store, focus="PD-1", hops=0)


def test_beyond_its_limit_a_network_keeps_the_most_recent_trials_and_says_so() -> None:
    store = store_of(started("NCT00000001", 2001), started("NCT00000002", 2022))
    network = project(store, most=len(project(store)) - 1)

    assert "trial/NCT00000002" in network
    assert "trial/NCT00000001" not in network
    assert "1 most recent of 2 trials" in network.graph["notes"][0]


def test_an_empty_store_gives_an_empty_network() -> None:
    assert len(project(ox.Store())) == 0


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_tells_its_title_and_question_and_can_be_asked(store: ox.Store, name: str) -> None:
    text = query_text("views", name)

    assert text.startswith("# title: ")
    assert "\n# question: " in text
    store.query(text, use_default_graph_as_union=True)


@pytest.mark.parametrize("node", [TRIAL, "agent/pembrolizumab", "target/pdcd1", "condition/skin-cancer"])
def test_the_query_about_a_thing_answers(store: ox.Store, node: str) -> None:
    network = project(store)
    data = network.nodes[node]
    query = network.graph["queries"][data["kind"]].replace("{iri}", data["iri"])
    answers = store.query(query, use_default_graph_as_union=True)

    assert isinstance(answers, ox.QuerySolutions)
    assert list(answers)


def test_a_trial_is_told_the_same_among_all_and_among_a_few() -> None:
    store = ox.Store()
    trials.fill(store)
    whole, part = project(store), project(store, focus="NCT00000001", hops=1)
    alone = [node for node, kind in part.nodes(data="kind") if kind == "trial"]

    assert 0 < 2 * len(alone) < 7
    for trial in alone:
        assert part.nodes[trial] == whole.nodes[trial]
        assert part.nodes[trial]["measures"]
        assert list(part.out_edges(trial, data=True)) == [e for e in whole.out_edges(trial, data=True) if e[1] in part]


def test_a_skeleton_is_kept_and_read_again_as_it_was(store: ox.Store, tmp_path: Path) -> None:
    file = tmp_path / "network.msgpack"
    made = kept_skeleton(store, "first", file)
    read = kept_skeleton(ox.Store(), "first", file)

    assert list(read.nodes(data=True)) == list(made.nodes(data=True)) == list(skeleton(store).nodes(data=True))
    assert list(read.edges(keys=True, data=True)) == list(made.edges(keys=True, data=True))


@pytest.mark.parametrize("spoilt", [b"", b"\x93", b"other"])
def test_a_kept_skeleton_of_another_edition_or_a_spoilt_file_is_not_used(
    store: ox.Store, tmp_path: Path, spoilt: bytes
) -> None:
    file = tmp_path / "network.msgpack"
    file.write_bytes(spoilt)

    assert kept_skeleton(store, "first", file).nodes == skeleton(store).nodes
    assert len(kept_skeleton(ox.Store(), "second", file)) == 0


def test_where_nothing_can_be_kept_a_skeleton_is_made_each_time(store: ox.Store, tmp_path: Path) -> None:
    assert kept_skeleton(store, "first", tmp_path / "missing" / "network.msgpack").nodes == skeleton(store).nodes
