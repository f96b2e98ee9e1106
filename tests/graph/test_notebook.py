"""What notebooks show of answers, things and graphs."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re

import pytest

from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import Answer
from kg.graph.terms import Several
from viz import sample


def test_an_answer_is_a_table_whose_texts_are_escaped() -> None:
    shown = Answer(("n", "names"), [(2, Several(("x", "y<b>")))])._repr_html_()

    assert ">x; y&lt;b&gt;</td>" in shown
    assert "<b>" not in shown


def test_an_id_beside_a_name_shows_on_the_name_alone() -> None:
    shown = Answer(("agent", "agent_name"), [('agent/"x', "X")])._repr_html_()

    assert re.search(r'<td [^>]*title="agent/&#34;x"[^>]*>X</td>', shown)
    assert shown.count("<td") == 1


def test_a_registry_number_leads_to_the_registry_and_nothing_else_leads_anywhere() -> None:
    shown = Answer(("trial", "title"), [("NCT04004221", "https://evil.example"), ("seed-000", "NCT1")])._repr_html_()

    assert re.findall('href="([^"]*)"', shown) == ["https://clinicaltrials.gov/study/NCT04004221"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(("n",), [(n,) for n in range(1234)]), "1,134 more rows are not shown."),
        (Answer(("n",), [(1,)], complete=False), "There are more than these 1 rows: raise limit to have them."),
        (Answer(("n",), []), "Nothing in the graph answers this."),
        (Answer(("n",), [], why_empty="registries know no <prices>"), "registries know no &lt;prices&gt;"),
    ],
)
def test_what_a_table_lacks_is_said(answer: Answer, said: str) -> None:
    assert f"<p>{said}</p>" in answer._repr_html_()


def test_all_that_a_graph_gives_shows_itself(graph: KnowledgeGraph) -> None:
    assert "dinutuximab beta" in graph.find("dinutuximab beta")._repr_html_()
    assert "Words behind it" in graph.show("dinutuximab beta")._repr_html_()
    assert "trials_by_target" in graph.questions._repr_html_()
    assert "<td" in graph.query("SELECT ?t { ?t a iokg:Trial }")._repr_html_()


def test_a_small_graph_shows_its_picture(graph: KnowledgeGraph) -> None:
    shown = graph._repr_html_()

    assert re.search(r">trials</th>.*>7</td>.*<iframe ", shown, re.DOTALL)


def test_a_network_around_a_thing_has_it_chosen(graph: KnowledgeGraph) -> None:
    network = graph.network(focus="GD2", hops=1)
    shown = network._repr_html_()
    packed = re.search(r'id="data-settings">([^<]+)<', html.unescape(shown))

    assert packed is not None
    assert json.loads(gzip.decompress(base64.b64decode(packed[1])))["selected"] == "target/gd2"
    assert 'title="Around GD2"' in shown
    assert len(network) < len(graph.network())


def test_a_part_copied_out_of_a_network_shows_itself_too(graph: KnowledgeGraph) -> None:
    network = graph.network()
    part = network.subgraph(list(network)[:3]).copy()

    assert part._repr_html_().startswith("<iframe ")


def test_a_network_past_what_a_notebook_holds_is_summed_up_with_what_to_do(graph: KnowledgeGraph) -> None:
    network = graph.network()
    network.add_nodes_from(sample(600).nodes(data=True))

    shown = network._repr_html_()

    assert re.search(r"[\d,]+ agents.*500 nodes at most: .*graph\.network\(focus=", shown)
    assert "<iframe" not in shown
