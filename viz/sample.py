"""A made-up network of any size, for trying the page out and for its tests and benchmarks. No name in it is real."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_KINDS = ("Monoclonal antibody", "CAR T cell", "Immune-cell engager", "Immunocytokine", "Small molecule, targeted")
_PHASES = ("Early phase 1", "Phase 1", "Phase 1/2", "Phase 2", "Phase 3", "")
_STATUSES = ("Recruiting", "Completed", "Active, not recruiting", "Terminated", "Unknown status")
_ROLES = ("Investigational",) * 5 + ("Combination",) * 3 + ("Comparator", "Conditioning", "Supportive")
_SYLLABLES = ("al", "be", "cor", "dur", "eli", "fen", "gat", "hul", "ib", "jor", "kal", "lum", "mir", "nor", "tis")
_ORGANS = ("lung", "breast", "colon", "liver", "kidney", "skin", "bladder", "ovary", "brain", "thyroid", "pancreas")
_TUMOURS = ("carcinoma", "sarcoma", "lymphoma", "blastoma", "adenoma", "leukaemia", "glioma", "myeloma")


def sample(size: int, seed: int = 1) -> nx.MultiDiGraph[str]:
    """A network of ``size`` nodes shaped like a real one: few agents in many trials, many agents in few.

    Args:
        size: Number of nodes, at least 60; two thirds of them trials.
        seed: Same seed, same network.
    """
    import networkx as nx  # who draws a network of their own has loaded it

    random = Random(seed)  # noqa: S311 - nothing here is secret
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(queries={"agent": "SELECT ?trial WHERE { ?trial ?uses <{iri}> }"})
    counts = {"mechanism": min(12 + size // 100, 44), "target": size // 24, "condition": size // 16, "endpoint": 15}
    counts["agent"] = max(size // 3 - sum(counts.values()), 12)
    counts["trial"] = size - sum(counts.values())
    keys = {kind: [f"{kind}/{number}" for number in range(count)] for kind, count in counts.items()}
    for kind, members in keys.items():
        for key in members:
            network.add_node(key, kind=kind, iri=f"https://example.org/{key}", **_describe(kind, key, random))
    _relate_things(network, keys, random)
    for trial in keys["trial"]:
        _run(network, trial, keys, random)
    return network


def _describe(kind: str, key: str, random: Random) -> dict[str, Any]:
    number = int(key.rpartition("/")[2])
    name = "".join(random.choices(_SYLLABLES, k=3)).capitalize()
    if kind == "trial":
        return {
            "label": f"NCT9{number:07}",
            "title": f"{name} and others in people with a made-up disease, a study of safety and efficacy",
            "phase": random.choice(_PHASES),
            "status": random.choice(_STATUSES),
            "year": random.randint(2005, 2026),
            "enrolment": random.randint(10, 900),
            "scope": "Oncology immunotherapy",
            "settings": ("Relapsed", "Metastatic")[: random.randint(0, 2)],
            "sponsor": f"{name} Institute",
        }
    if kind == "condition":
        return {"label": f"{name} {random.choice(_ORGANS)} {random.choice(_TUMOURS)}", "synonyms": (f"{name} disease",)}
    if kind == "target":
        return {"label": f"{name[:3].upper()}{number}", "identifiers": (f"hgnc:{number}",)}
    if kind == "agent":
        return {"label": f"{name}mab", "agent_kind": _KINDS[number % len(_KINDS)], "synonyms": (f"XY-{1000 + number}",)}
    return {"label": f"{name} {kind}"}


def _relate_things(network: nx.MultiDiGraph[str], keys: dict[str, list[str]], random: Random) -> None:
    for number, agent in enumerate(keys["agent"]):
        mechanism = _near(keys["mechanism"], number / len(keys["agent"]), random)
        network.add_edge(agent, mechanism, relation="has-mechanism", evidence=(_quote("", "background", mechanism),))
        if number % 5:
            target = _near(keys["target"], number / len(keys["agent"]), random)
            network.add_edge(agent, target, relation="has-target", evidence=(_quote("", "background", target),))
    for number, condition in enumerate(keys["condition"]):
        if number % 8:
            network.add_edge(condition, keys["condition"][number - number % 8], relation="broader")


def _run(network: nx.MultiDiGraph[str], trial: str, keys: dict[str, list[str]], random: Random) -> None:
    field = random.random()
    agents = sorted({_near(keys["agent"], field, random) for _ in range(random.randint(1, 4))})
    for agent in agents:
        evidence = tuple(_quote(trial, "stated", network.nodes[agent]["label"]) for _ in range(random.randint(1, 3)))
        network.add_edge(trial, agent, relation="uses", role=random.choice(_ROLES), evidence=evidence)
    for condition in sorted({_near(keys["condition"], field, random) for _ in range(random.randint(1, 2))}):
        evidence = (_quote(trial, "stated", network.nodes[condition]["label"]),)
        network.add_edge(trial, condition, relation="studies", evidence=evidence)
    for endpoint in sorted({keys["endpoint"][_few(15, random)] for _ in range(random.randint(2, 7))}):
        evidence = (_quote(trial, "stated", network.nodes[endpoint]["label"]),)
        priority = random.choice(("Primary", "Secondary", "Secondary"))
        network.add_edge(trial, endpoint, relation="measures", priority=priority, evidence=evidence)
    network.nodes[trial]["arms"] = ({"label": "Arm A", "type": "Experimental", "agents": agents},)


def _near(members: list[str], field: float, random: Random) -> str:
    """One of the few that a field shares, or now and then one that all fields use."""
    if random.random() < 0.15:
        return members[_few(len(members), random)]
    spot = field + random.gauss(0, 0.04) * random.random()
    return members[int(min(max(spot, 0), 0.999) * len(members))]


def _few(count: int, random: Random) -> int:
    """A position below ``count``, the first ones far more often."""
    return min(int(count * random.random() ** 2.6), count - 1)


def _quote(trial: str, basis: str, words: str) -> dict[str, str]:
    return {
        "trial": trial,
        "field": "descriptionModule.briefSummary",
        "before": "The purpose of this study is to learn how ",
        "words": words,
        "after": " behaves when it is given to people who have had treatment before",
        "rule": "name",
        "basis": basis,
        "source": "made up" if basis == "background" else "",
    }
