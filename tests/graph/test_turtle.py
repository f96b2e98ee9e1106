"""A store as Turtle."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from kg import vocab
from kg.graph.quads import trial_quads, used_by, vocabulary_quads
from kg.graph.turtle import turtle
from kg.graph.turtle_trials import TrialTexts
from kg.resources import folder
from tests.graph.samples import AGENTS, CONDITIONS, FACTS, TARGETS


def store_of(*quads: str) -> ox.Store:
    store = ox.Store()
    for text in quads:
        store.load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def triples(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}


@pytest.fixture(scope="module")
def quads() -> str:
    vocabulary = vocabulary_quads(used_by(FACTS), agents=AGENTS, targets=TARGETS, conditions=CONDITIONS)
    return trial_quads(FACTS) + vocabulary


def test_no_triple_is_lost_or_added(quads: str) -> None:
    store = store_of(quads)
    assert triples("".join(turtle(store))) == {quad.triple for quad in store}


def test_the_same_bytes_come_out_whatever_the_order_of_loading(quads: str) -> None:
    lines = quads.removesuffix("\n").split("\n")
    backwards = store_of(*(f"{line}\n" for line in reversed(lines)))
    assert "".join(turtle(backwards)) == "".join(turtle(store_of(quads)))


def trial(number: int, title: str) -> bytes:
    about = msgspec.structs.replace(FACTS.trial, id=f"NCT{number:08}", title=title, summary=title)
    return trial_quads(msgspec.structs.replace(FACTS, trial=about)).encode()


@example(["a line\u2028and\x85another"])
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4))
def test_trials_written_while_they_are_loaded_give_the_same_text(titles: list[str]) -> None:
    given = [trial(number, title) for number, title in enumerate(titles)]
    with tempfile.TemporaryDirectory() as scratch:
        texts = TrialTexts(Path(scratch, "trials.ttl"))
        loaded = b"".join(texts.taken([*reversed(given), b""])).decode()
        assert loaded == b"".join(reversed(given)).decode()
        store = store_of(
            loaded, vocabulary_quads(used_by(FACTS), agents=AGENTS, targets=TARGETS, conditions=CONDITIONS)
        )
        assert "".join(turtle(store, trials=texts)) == "".join(turtle(store))


def test_a_trial_opens_its_own_part_of_the_text(quads: str) -> None:
    blocks = "".join(turtle(store_of(quads))).split("\n\n")
    assert blocks[1] == "# NCT00000000"
    assert blocks[2].startswith("<trial/NCT00000000> a iokg:Trial ;\n    rdfs:label ")


def test_derived_statements_are_left_out_unless_asked_for(quads: str) -> None:
    derived = f"<{vocab.BASE}trial/x> <{vocab.TARGETS}> <{vocab.BASE}target/y> <{vocab.DERIVED_GRAPH}> .\n"
    store = store_of(quads, derived)
    assert "<target/y>" not in "".join(turtle(store))
    assert "<target/y>" in "".join(turtle(store, [vocab.DERIVED_GRAPH]))


def test_the_ontology_keeps_its_axioms_without_named_blank_nodes() -> None:
    path = folder("ontology") / "iokg.ttl"
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(vocab.ONTOLOGY_GRAPH))
    text = "".join(turtle(store))
    assert "_:" not in text
    assert isomorphic(Graph().parse(data=text), Graph().parse(Path(path)))


@pytest.mark.parametrize(
    "data",
    [
        "_:a <p:x> _:b . _:b <p:x> _:a .",
        "<s:1> <p:x> _:a . <s:2> <p:x> _:a . _:a <p:y> 1 .",
        "<s:1> <p:x> (1 2 (3)) , ( ) , [] .",
        "<s:1> <p:x> '1'^^<d:t> , 'a'@en-GB , 1.5 , true , '01'^^<http://www.w3.org/2001/XMLSchema#string> .",
        "<http://a/./b> <p:x> <https://w3id.org/iokg/trial/../x> .",
        "[] <p:x> [ <p:y> [ <p:z> 'deep' ] ] .",
    ],
)  # fmt: skip
def test_odd_triples_survive(data: str) -> None:
    store = ox.Store()
    store.load(data.encode(), format=ox.RdfFormat.TURTLE)
    written, given_ = (
        ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)) for text in ("".join(turtle(store)), data)
    )
    for dataset in (written, given_):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert written == given_


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_hostile_names_and_texts_survive_rdflib_and_oxigraph(text: str) -> None:
    trial = msgspec.structs.replace(FACTS.trial, id=text, title=text, keywords=(text, f"</script>{text}"))
    store = store_of(trial_quads(msgspec.structs.replace(FACTS, trial=trial)))
    written = "".join(turtle(store))
    assert triples(written) == {quad.triple for quad in store}
    keywords = {str(value) for value in Graph().parse(data=written).objects(None, URIRef(vocab.KEYWORD))}
    assert keywords == {text, f"</script>{text}"}
