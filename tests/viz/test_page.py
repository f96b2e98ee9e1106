"""The page as a file: whole, closed to the network, the same every time."""

from __future__ import annotations

import random
import re

import networkx as nx
import pytest

from tests.viz.networks import few, hostile
from viz import render, sample
from viz.payload import WORDS_BUDGET, collect


def test_the_same_network_gives_the_same_bytes_in_any_order() -> None:
    network = few()
    shuffled: nx.MultiDiGraph[str] = nx.MultiDiGraph(**network.graph)
    nodes, edges = list(network.nodes(data=True)), list(network.edges(data=True))
    random.Random(3).shuffle(nodes)
    random.Random(4).shuffle(edges)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(edges)

    assert render(shuffled, title="x") == render(network, title="x")


def test_nothing_in_the_page_loads_anything() -> None:
    page = render(few(), title="x")

    assert not re.search(r"<(script|img|iframe)[^>]+src=|<link|@import|url\(", page.replace("sourceMappingURL", ""))


def test_the_policy_forbids_all_but_the_pages_own_scripts() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', render(few(), title="x"))

    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]


def test_a_title_is_text() -> None:
    page = render(few(), title="<b>&")

    assert "<h1>&lt;b&gt;&amp;</h1>" in page


def test_hostile_text_does_not_stand_in_the_page_as_it_is() -> None:
    assert "harmed" not in render(hostile(), title="x")


def test_a_network_of_nothing_gives_a_page() -> None:
    assert "</html>" in render(nx.MultiDiGraph(), title="x")


def test_an_undirected_graph_without_attributes_gives_a_page() -> None:
    assert "</html>" in render(nx.path_graph(3), title="x")


def test_five_thousand_nodes_fit_in_two_and_a_half_megabytes() -> None:
    assert len(render(sample(5000), title="x").encode()) < 2_500_000


def test_quotes_beyond_the_budget_are_counted_and_each_fact_keeps_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    network = few()
    edge = network.edges["trial/NCT00000001", "agent/gd2-car-t", 0]
    edge["evidence"] = edge["evidence"] * 30
    monkeypatch.setattr("viz.payload.WORDS_BUDGET", WORDS_BUDGET // 1500)

    words = collect(network, {}).words

    assert words["left_out"] > 0
    assert all(words["quotes"].values())
