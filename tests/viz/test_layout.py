"""Where the nodes of the map stand."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest

from tests.viz.networks import few
from viz import place, sample
from viz.scale import SPACING


def test_every_node_has_a_place() -> None:
    assert place(few()).keys() == set(few())


def test_the_same_network_is_placed_the_same_way() -> None:
    assert place(sample(200)) == place(sample(200))


def test_no_two_nodes_stand_on_one_another() -> None:
    places = place(sample(400))

    assert min(math.dist(a, b) for a, b in itertools.combinations(places.values(), 2)) > SPACING / 5


def test_an_agent_stands_nearer_to_its_target_than_to_most_others() -> None:
    places = place(few())
    near = math.dist(places["agent/pembrolizumab"], places["target/PDCD1"])

    assert near < math.dist(places["agent/pembrolizumab"], places["target/GD2"])


def test_trials_that_are_hidden_at_first_move_nothing_that_is_seen() -> None:
    network = few()
    before = place(network)
    network.add_node("trial/NCT00000009", kind="trial", label="NCT00000009", scope="Out of scope")
    network.add_node("agent/probiotic", kind="agent", label="Probiotic")
    network.add_node("condition/eczema", kind="condition", label="Eczema")
    network.add_edge("trial/NCT00000009", "agent/probiotic", relation="uses", role="Investigational")
    network.add_edge("trial/NCT00000009", "condition/eczema", relation="studies")
    network.add_edge("trial/NCT00000009", "condition/melanoma", relation="studies")
    after = place(network)

    # No trial names the wider condition, so that it is not seen either.
    del before["condition/solid"]
    assert {node: after[node] for node in before} == before
    assert min(after["agent/probiotic"][1], after["condition/eczema"][1]) > max(y for _, y in before.values())


def test_a_network_of_hidden_trials_alone_is_placed_as_any() -> None:
    network = few()
    for node, kind in network.nodes(data="kind"):
        if kind == "trial":
            network.nodes[node]["scope"] = "Out of scope"

    assert place(network) == place(few())


def test_kept_places_are_used_again(tmp_path: Path) -> None:
    kept = tmp_path / "places.json"
    first = place(few(), kept)
    kept.write_text(kept.read_text().replace(str(first["target/GD2"][0]), "77777"))

    assert place(few(), kept)["target/GD2"][0] == 77777


def test_places_kept_for_another_network_are_not_used(tmp_path: Path) -> None:
    kept = tmp_path / "places.json"
    place(sample(100), kept)

    assert place(few(), kept) == place(few())


@pytest.mark.parametrize("damage", ["", "[]", '{"digest": 1}', "\x00"])
def test_a_damaged_file_of_places_is_written_anew(tmp_path: Path, damage: str) -> None:
    kept = tmp_path / "places.json"
    kept.write_text(damage)

    assert place(few(), kept) == place(few())
    assert "digest" in kept.read_text()


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    assert place(few(), tmp_path / "no-such-folder" / "places.json") == place(few())
