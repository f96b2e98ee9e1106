"""Small networks for the picture's tests."""

from __future__ import annotations

from typing import Any, TypeAlias

import networkx as nx

Network: TypeAlias = "nx.MultiDiGraph[str]"

THINGS: dict[str, dict[str, Any]] = {
    "mechanism/adcc": {"label": "ADCC"},
    "mechanism/car": {"label": "CAR-redirected cytotoxicity"},
    "mechanism/checkpoint": {"label": "Immune checkpoint blockade"},
    "mechanism/antimetabolite": {"label": "Antimetabolite"},
    "target/GD2": {"label": "GD2", "synonyms": ("Ganglioside GD2",)},
    "target/PDCD1": {"label": "PD-1", "synonyms": ("PDCD1", "CD279"), "identifiers": ("hgnc:8760",)},
    "agent/gd2-car-t": {"label": "GD2 CAR T cell", "agent_kind": "CAR T cell", "parts": (("Receptor", "CAR"),)},
    "agent/dinutuximab": {"label": "Dinutuximab", "agent_kind": "Monoclonal antibody", "synonyms": ("ch14.18",)},
    "agent/pembrolizumab": {"label": "Pembrolizumab", "agent_kind": "Monoclonal antibody"},
    "agent/interferon": {"label": "Interferon-α", "agent_kind": "Cytokine"},
    "agent/fludarabine": {"label": "Fludarabine", "agent_kind": "Chemotherapy"},
    "condition/solid": {"label": "Solid tumour"},
    "condition/neuroblastoma": {"label": "Neuroblastoma", "synonyms": ("NB",)},
    "condition/melanoma": {"label": "Melanoma"},
    "endpoint/os": {"label": "Overall survival"},
    "endpoint/ae": {"label": "Adverse events"},
}

TRIALS: dict[str, dict[str, Any]] = {
    "trial/NCT00000001": {"title": "GD2 CAR T cells", "phase": "Phase 1", "status": "Recruiting", "year": 2020},
    "trial/NCT00000002": {
        "title": "Dinutuximab and interferon",
        "phase": "Phase 2",
        "status": "Completed",
        "year": 2015,
    },
    "trial/NCT00000003": {"title": "Pembrolizumab alone", "phase": "Phase 3", "status": "Completed", "year": 2018},
    "trial/NCT00000004": {"title": "Pembrolizumab again", "phase": "Phase 2", "status": "Recruiting", "year": 2021},
    "trial/seed-000": {"title": "Of no number", "phase": "", "status": "", "year": None},
}

USES = (
    ("NCT00000001", "gd2-car-t", "Investigational"),
    ("NCT00000001", "fludarabine", "Conditioning"),
    ("NCT00000002", "dinutuximab", "Investigational"),
    ("NCT00000002", "interferon", "Combination"),
    ("NCT00000003", "pembrolizumab", "Investigational"),
    ("NCT00000004", "pembrolizumab", "Investigational"),
    ("seed-000", "dinutuximab", "Investigational"),
)
STUDIES = (
    ("NCT00000001", "neuroblastoma"),
    ("NCT00000002", "neuroblastoma"),
    ("NCT00000003", "melanoma"),
    ("NCT00000004", "melanoma"),
    ("seed-000", "neuroblastoma"),
)
MEASURES = (
    ("NCT00000001", "ae", "Primary"),
    ("NCT00000002", "os", "Primary"),
    ("NCT00000003", "os", "Primary"),
    ("NCT00000003", "ae", "Secondary"),
    ("NCT00000004", "ae", "Secondary"),
)
ACTIONS = (
    ("gd2-car-t", "has-target", "target/GD2", "stated"),
    ("gd2-car-t", "has-mechanism", "mechanism/car", "stated"),
    ("dinutuximab", "has-target", "target/GD2", "background"),
    ("dinutuximab", "has-mechanism", "mechanism/adcc", "background"),
    ("pembrolizumab", "has-target", "target/PDCD1", "background"),
    ("pembrolizumab", "has-mechanism", "mechanism/checkpoint", "background"),
    ("fludarabine", "has-mechanism", "mechanism/antimetabolite", "background"),
)


def quote(trial: str, words: str, basis: str = "stated", **more: str) -> dict[str, str]:
    known = {"trial": trial, "field": "descriptionModule.briefSummary", "before": "A study of ", "words": words}
    return known | {"after": " in adults", "rule": "name", "basis": basis, "source": ""} | more


def few() -> Network:
    """Five trials in two conditions: small enough to know every number in the picture."""
    network: Network = nx.MultiDiGraph(queries={"agent": "SELECT ?trial WHERE { ?trial iokg:usesAgent <{iri}> }"})
    for key, data in (THINGS | TRIALS).items():
        kind, _, name = key.partition("/")
        network.add_node(key, **{"kind": kind, "label": name, "iri": f"https://example.org/{key}", **data})
    for trial, agent, role in USES:
        evidence = (quote(f"trial/{trial}", network.nodes[f"agent/{agent}"]["label"]),)
        network.add_edge(f"trial/{trial}", f"agent/{agent}", relation="uses", role=role, evidence=evidence)
    for trial, condition in STUDIES:
        evidence = (quote(f"trial/{trial}", condition),)
        network.add_edge(f"trial/{trial}", f"condition/{condition}", relation="studies", evidence=evidence)
    for trial, endpoint, priority in MEASURES:
        evidence = (quote(f"trial/{trial}", endpoint),)
        ends = (f"trial/{trial}", f"endpoint/{endpoint}")
        network.add_edge(*ends, relation="measures", priority=priority, evidence=evidence)
    for agent, relation, end, basis in ACTIONS:
        evidence = (quote("trial/NCT00000001", "words", basis),)
        network.add_edge(f"agent/{agent}", end, relation=relation, evidence=evidence)
    network.add_edge("condition/neuroblastoma", "condition/solid", relation="broader")
    network.add_edge("condition/melanoma", "condition/solid", relation="broader")
    network.nodes["trial/NCT00000001"]["arms"] = (
        {"label": "Arm A", "type": "Experimental", "agents": ["agent/gd2-car-t"]},
    )
    return network


HOSTILE = (
    '</script><script>window.harmed = 1</script>"><img src=x onerror="window.harmed = 2">'
    "<svg onload=window.harmed=3> javascript:window.harmed=4 {{7*7}} ${harmed} "
    "' onclick='window.harmed=5 <!-- ]]> \u2028 \x00"
)


def hostile() -> Network:
    """The same five trials, with an attack in every text."""
    network = few()
    attacked: Network = nx.MultiDiGraph(notes=(HOSTILE,), queries={"agent": "<{iri}>" + HOSTILE})
    for key, data in network.nodes(data=True):
        kept = {"kind": data["kind"], "year": data.get("year"), "iri": "https://e.org/x> } DROP ALL #"}
        texts = ("label", "title", "phase", "status", "scope", "sponsor", "why_stopped", "agent_kind", "definition")
        lists = dict.fromkeys(("synonyms", "identifiers", "settings"), (HOSTILE, "javascript:alert(1)"))
        arm = {"label": HOSTILE, "type": HOSTILE, "agents": []}
        more = {"arms": (arm,), "unmatched": ((HOSTILE, HOSTILE),), "parts": ((HOSTILE, HOSTILE),)}
        found = {"discrepancies": ({"message": HOSTILE, "quotes": ((HOSTILE, HOSTILE),)},)}
        attacked.add_node(key + HOSTILE, **kept, **dict.fromkeys(texts, HOSTILE), **lists, **more, **found)
    for start, end, data in network.edges(data=True):
        words = dict.fromkeys(("field", "before", "words", "after", "rule", "source"), HOSTILE)
        evidence = (quote(start + HOSTILE, "", "stated") | words,)
        attacked.add_edge(start + HOSTILE, end + HOSTILE, **(data | {"evidence": evidence}))
    return attacked
