"""A trial's facts as N-Quads."""

from __future__ import annotations

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset

from kg import vocab
from kg.graph.quads import trial_quads, used_by, vocabulary_quads
from kg.vocab import BASE, IOKG
from tests.graph.samples import AGENTS, CONDITIONS, FACTS, L19_IL2, TARGETS, TITLE

TRIAL = BASE + "trial/NCT00000000"
USE = TRIAL + "/use/l19-il2/investigational"


def store_of(quads: str) -> ox.Store:
    store = ox.Store()
    store.load(quads.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def values(store: ox.Store, subject: str, predicate: str) -> set[str]:
    pattern = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return {quad.object.value for quad in pattern}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return store_of(trial_quads(FACTS))


@pytest.mark.parametrize(
    ("subject", "predicate", "expected"),
    [
        (TRIAL, vocab.TYPE, {vocab.TRIAL}),
        (TRIAL, vocab.IDENTIFIER, {"NCT00000000"}),
        (TRIAL, vocab.LABEL, {TITLE}),
        (TRIAL, vocab.EXACT_MATCH, {"https://www.clinicaltrials.gov/study/NCT00000000"}),
        (TRIAL, vocab.SCOPE, {IOKG + "OncologyImmunotherapy"}),
        (TRIAL, vocab.HAS_SETTING, {IOKG + "Metastatic"}),
        (TRIAL, vocab.HAS_PHASE, {IOKG + "Phase1", IOKG + "Phase2"}),
        (TRIAL, vocab.HAS_STATUS, {IOKG + "Recruiting"}),
        (TRIAL, vocab.ENROLMENT, {"40"}),
        (TRIAL, vocab.ENROLMENT_TYPE, {"ESTIMATED"}),
        (TRIAL, vocab.HEALTHY_VOLUNTEERS, {"false"}),
        (TRIAL, vocab.SPONSOR_CLASS, {"OTHER"}),
        (TRIAL, vocab.NUMBER_OF_SITES, {"3"}),
        (TRIAL, vocab.OBSERVATIONAL_MODEL, {"COHORT"}),
        (TRIAL, vocab.TIME_PERSPECTIVE, {"PROSPECTIVE"}),
        (TRIAL, vocab.RESULTS_POSTED, {"2025-02-14"}),
        (TRIAL, vocab.PUBLICATION, {"https://bioregistry.io/pubmed:29385370"}),
        (TRIAL, vocab.COMPLETION_DATE, {"2026-12"}),
        (TRIAL, vocab.STUDIES_CONDITION, {BASE + "condition/melanoma"}),
        (TRIAL, vocab.CONDITION_MESH, {"http://id.nlm.nih.gov/mesh/D008545"}),
        (USE, vocab.OF_AGENT, {BASE + "agent/l19-il2"}),
        (USE, vocab.IN_ROLE, {IOKG + "Investigational"}),
        (USE, vocab.ACTS_THROUGH, {IOKG + "TargetedCytokineDelivery"}),
        (USE, vocab.ALT_LABEL, {"L19-IL2"}),
        (TRIAL + "/arm/0", vocab.GIVES_USE, {USE, TRIAL + "/use/pembrolizumab/combination"}),
        (BASE + "agent/l19-il2", vocab.TYPE, {IOKG + "Immunocytokine"}),
        (BASE + "agent/l19-il2", vocab.HAS_TARGET, {BASE + "target/edb-fibronectin", BASE + "target/il2rb"}),
        (BASE + "agent/l19-il2", IOKG + "hasBinder", {BASE + "part/scfv"}),
        (BASE + "agent/l19-il2", vocab.ANTIGEN_RELATION, {IOKG + "AllAntigens"}),
        (TRIAL + "/outcome/primary/0", vocab.MEASURES_ENDPOINT, {IOKG + "ProgressionFreeSurvival"}),
        (TRIAL + "/outcome/primary/0", vocab.USES_CRITERION, {BASE + "criterion/recist-1-1"}),
        (TRIAL + "/outcome/primary/0/time/1", vocab.DURATION, {"P12M"}),
    ],
)
def test_a_fact_is_written_where_the_model_says(
    store: ox.Store, subject: str, predicate: str, expected: set[str]
) -> None:
    assert values(store, subject, predicate) == expected


def test_shortcuts_are_written_out(store: ox.Store) -> None:
    agent = BASE + "agent/"
    assert values(store, TRIAL, vocab.USES_AGENT) == {agent + "l19-il2", agent + "pembrolizumab", agent + "fludarabine"}
    assert values(store, TRIAL, vocab.ROLE_SHORTCUTS["Combination"]) == {agent + "pembrolizumab"}
    assert values(store, TRIAL, vocab.TARGETS) == {BASE + "target/edb-fibronectin", BASE + "target/il2rb"}
    assert values(store, TRIAL, vocab.HAS_ENDPOINT) == {IOKG + "ProgressionFreeSurvival"}
    assert values(store, agent + "fludarabine", vocab.HAS_MECHANISM) == {IOKG + "Lymphodepletion"}


def test_every_reason_cites_words_that_stand_at_its_offsets(store: ox.Store) -> None:
    query = f"""SELECT ?text ?start ?end ?words {{
        ?reason a <{vocab.EVIDENCE}> ; <{vocab.HAS_SELECTOR}> ?selector .
        ?selector <{vocab.EXACT}> ?words ; <{vocab.START}> ?start ; <{vocab.END}> ?end ;
            <{vocab.HAS_SOURCE}>/<{vocab.TEXT}> ?text }}"""
    rows = list(store.query(query, use_default_graph_as_union=True))  # type: ignore[arg-type]
    assert len(rows) == 18
    for row in rows:
        text, start, end, words = (term.value for term in row)
        assert text[int(start) : int(end)] == words


def test_every_reason_is_for_a_statement_of_the_same_graph(store: ox.Store) -> None:
    query = f"""SELECT ?reason {{ GRAPH ?graph {{
        ?reason <{vocab.ANNOTATED_SOURCE}> ?s ; <{vocab.ANNOTATED_PROPERTY}> ?p ; <{vocab.ANNOTATED_TARGET}> ?o
        FILTER NOT EXISTS {{ ?s ?p ?o }} }} }}"""
    assert not list(store.query(query))  # type: ignore[arg-type]


def test_quotes_leave_out_texts_and_none_leaves_out_reasons() -> None:
    quotes, none = trial_quads(FACTS, evidence="quotes"), trial_quads(FACTS, evidence="none")
    assert vocab.EXACT in quotes
    assert vocab.TEXT + ">" not in quotes
    assert "/evidence/" not in none
    assert vocab.EXACT not in none


def test_all_lines_are_sorted_distinct_and_in_the_graph_of_the_trial() -> None:
    lines = trial_quads(FACTS).removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))
    assert all(line.endswith(f" <{BASE}graph/trial/NCT00000000> .") for line in lines)


def test_unknown_codes_and_impossible_dates_add_nothing() -> None:
    trial = FACTS.trial
    odd = msgspec.structs.replace(
        trial,
        design=msgspec.structs.replace(trial.design, phases=("PHASE9",)),
        status=msgspec.structs.replace(trial.status, overall="GONE", start="2024-19-40"),
    )
    store = store_of(trial_quads(msgspec.structs.replace(FACTS, trial=odd)))
    for predicate in (vocab.HAS_PHASE, vocab.HAS_STATUS, vocab.START_DATE):
        assert values(store, TRIAL, predicate) == set()


hostile = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib warns of itself
@given(hostile)
def test_hostile_text_survives_the_way_through_other_tools(text: str) -> None:
    trial = msgspec.structs.replace(FACTS.trial, id=text, title=text, keywords=(text,))
    agent = msgspec.structs.replace(L19_IL2, id=text, label=text)
    use = msgspec.structs.replace(FACTS.uses[0], agent=agent)
    quads = trial_quads(msgspec.structs.replace(FACTS, trial=trial, uses=(use,)))
    store, dataset = store_of(quads), Dataset()
    dataset.parse(data=quads, format="nquads")
    assert {quad.object.value for quad in store if quad.predicate.value == vocab.KEYWORD} == {text}
    assert {str(o) for _, p, o, _ in dataset.quads() if str(p) == vocab.KEYWORD} == {text}
    assert len(store) == len(quads.split("\n")) - 1


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    trial = msgspec.structs.replace(FACTS.trial, keywords=("a\ud800b",))
    store = store_of(trial_quads(msgspec.structs.replace(FACTS, trial=trial)))
    assert values(store, TRIAL, vocab.KEYWORD) == {"a\ufffdb"}


def test_the_vocabulary_holds_used_curated_things_and_their_ancestors_only() -> None:
    store = store_of(vocabulary_quads(used_by(FACTS), agents=AGENTS, targets=TARGETS, conditions=CONDITIONS))
    described = {quad.subject.value.removeprefix(BASE) for quad in store}
    assert described == {
        "agent/pembrolizumab", "agent/fludarabine", "target/pdcd1", "target/il2rb", "target/edb-fibronectin",
        "condition/melanoma", "condition/skin-cancer", "condition/cancer",
    }  # fmt: skip
    assert values(store, BASE + "agent/pembrolizumab", vocab.EXACT_MATCH) == {
        "http://purl.obolibrary.org/obo/NCIT_C106432"
    }
    assert values(store, BASE + "agent/pembrolizumab", vocab.FIRST_APPROVED) == {"2014"}


def test_a_target_of_no_table_is_named_by_its_key() -> None:
    store = store_of(vocabulary_quads(used_by(FACTS), agents={}, targets={}, conditions={}))
    assert values(store, BASE + "target/edb-fibronectin", vocab.NOTATION) == {"EDB-fibronectin"}
