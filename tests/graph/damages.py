"""Ways to damage a good graph, each with the check that must find it."""

from __future__ import annotations

from kg import vocab

PREFIXES = f"""
PREFIX iokg: <{vocab.IOKG}> PREFIX rdfs: <{vocab.RDFS}> PREFIX skos: <{vocab.SKOS}> PREFIX oa: <{vocab.OA}>
PREFIX owl: <{vocab.OWL}> PREFIX rdf: <{vocab.RDF}> PREFIX dcterms: <{vocab.DCTERMS}> PREFIX xsd: <{vocab.XSD}>
PREFIX graph: <{vocab.BASE}graph/> PREFIX agent: <{vocab.BASE}agent/> PREFIX target: <{vocab.BASE}target/>
PREFIX condition: <{vocab.BASE}condition/> PREFIX part: <{vocab.BASE}part/> PREFIX criterion: <{vocab.BASE}criterion/>
BASE <{vocab.BASE}trial/>
"""
TRIAL, USE, MEASURE = "<NCT00000000>", "<NCT00000000/use/l19-il2/investigational>", "<NCT00000000/outcome/primary/0>"
PARTNER = "<NCT00000000/use/pembrolizumab/combination>"
SELECTION = "<NCT00000000/selection/edb>"
DOSE = "<NCT00000000/use/fludarabine/conditioning/dose/0>"
STRETCH = "<NCT00000000/text/identificationModule.briefTitle/0-7>"
ARM, TIME = "<NCT00000000/arm/0>", "<NCT00000000/outcome/primary/0/time/1>"


def remove(subject: str, predicate: str) -> str:
    return f"DELETE {{ GRAPH ?g {{ {subject} {predicate} ?o }} }} WHERE {{ GRAPH ?g {{ {subject} {predicate} ?o }} }}"


def forget(subject: str, predicate: str) -> str:
    """Remove a statement with its reasons."""
    return f"""DELETE {{ GRAPH ?g {{ {subject} {predicate} ?o . ?r ?p ?v }} }}
        WHERE {{ GRAPH ?g {{ {subject} {predicate} ?o .
            ?r owl:annotatedSource {subject} ; owl:annotatedProperty {predicate} ; ?p ?v }} }}"""


def add(triples: str, graph: str = "<../graph/trial/NCT00000000>") -> str:
    return f"INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}"


def change(subject: str, predicate: str, value: str) -> str:
    return f"""DELETE {{ GRAPH ?g {{ {subject} {predicate} ?o }} }}
        INSERT {{ GRAPH ?g {{ {subject} {predicate} {value} }} }} WHERE {{ GRAPH ?g {{ {subject} {predicate} ?o }} }}"""


def reason(node: str, property_: str, value: str, subject: str = "<u2>") -> str:
    """Triples that give a reason for a statement."""
    return (
        f'{node} a iokg:Evidence ; iokg:rule "r" ; iokg:basis iokg:Stated ; oa:hasSelector {STRETCH} ; '
        f"owl:annotatedSource {subject} ; owl:annotatedProperty {property_} ; owl:annotatedTarget {value} . "
    )


DAMAGES = [
    ("a trial without title", remove(TRIAL, "rdfs:label"), "trial-label"),
    ("a trial with two titles", add(f'{TRIAL} rdfs:label "another"'), "trial-label"),
    ("a trial without identifier", remove(TRIAL, "dcterms:identifier"), "trial-identifier"),
    ("a trial in two scopes", add(f"{TRIAL} iokg:scope iokg:OutOfScope . "
     + reason("<e2>", "iokg:scope", "iokg:OutOfScope", TRIAL)), "trial-scope"),
    ("a negative enrolment", change(TRIAL, "iokg:enrolment", "-1"), "trial-enrolment"),
    ("a trial at no site", change(TRIAL, "iokg:numberOfSites", "0"), "trial-sites"),
    ("two trials with one identifier",
     add('<y> a iokg:Trial ; rdfs:label "y" ; iokg:scope iokg:OutOfScope ; dcterms:identifier "NCT00000000" . '
         + reason("<e2>", "iokg:scope", "iokg:OutOfScope", "<y>")), "shared-identifier"),
    ("an arm without label", remove(ARM, "rdfs:label"), "arm-label"),
    ("an arm compared for two reasons",
     add(f"{ARM} iokg:comparisonBasis iokg:RegisteredComparator, iokg:RandomisedWithout"), "arm-basis"),
    ("an arm without place", remove(ARM, "iokg:position"), "arm-position"),
    ("a use without role", forget(USE, "iokg:inRole"), "use-role"),
    ("a use of two agents", add(f"{USE} iokg:ofAgent agent:fludarabine . {TRIAL} iokg:investigates agent:fludarabine . "
     "agent:fludarabine iokg:hasMechanism iokg:TargetedCytokineDelivery . "
     + reason("<e2>", "iokg:ofAgent", "agent:fludarabine", USE)), "use-agent"),
    ("a measure without title", remove(MEASURE, "rdfs:label"), "measure-label"),
    ("a measure without priority", remove(MEASURE, "iokg:priority"), "measure-priority"),
    ("a measure in a negative place", change(MEASURE, "iokg:position", "-1"), "measure-position"),
    ("a measure without endpoint",
     forget(MEASURE, "iokg:measuresEndpoint") + " ; " + remove(TRIAL, "iokg:hasEndpoint"), "measure-endpoint"),
    ("a measure in the place of another",
     f"""INSERT {{ GRAPH ?g {{ <m2> ?p ?o . {TRIAL} iokg:hasOutcomeMeasure <m2> .
         {reason("<e2>", "iokg:measuresEndpoint", "iokg:ProgressionFreeSurvival", "<m2>")}
         {reason("<e3>", "iokg:usesCriterion", "criterion:recist-1-1", "<m2>")} }} }}
       WHERE {{ GRAPH ?g {{ {MEASURE} ?p ?o }} }}""",
     "same-place"),
    ("a selection of patients without marker", remove(SELECTION, "iokg:marker"), "selection-marker"),
    ("a dose without amount", remove(DOSE, "iokg:amount"), "dose-amount"),
    ("a dose without unit", remove(DOSE, "iokg:unit"), "dose-unit"),
    ("a time frame without words", remove(TIME, "iokg:words"), "time-words"),
    ("a duration that is none", change(TIME, "iokg:duration", '"12 months"'), "time-duration"),
    ("an agent without name", remove("agent:l19-il2", "rdfs:label"), "agent-label"),
    ("an agent of two kinds", add("agent:pembrolizumab a iokg:FusionProtein"), "agent-kind"),
    ("an agent approved in the future", change("agent:pembrolizumab", "iokg:firstApproved", "3014"), "agent-approval"),
    ("a target with two notations", add('target:pdcd1 skos:notation "PD1"'), "target-notation"),
    ("two targets with one notation", change("target:il2rb", "skos:notation", '"PDCD1"'), "shared-notation"),
    ("a target without name", remove("target:il2rb", "rdfs:label"), "target-label"),
    ("a condition without name", remove("condition:melanoma", "rdfs:label"), "condition-label"),
    ("a criterion without name", remove("criterion:recist-1-1", "rdfs:label"), "criterion-label"),
    ("a part without name", remove("part:il-2", "rdfs:label"), "part-label"),
    ("two agents with one name", change("agent:fludarabine", "rdfs:label", '"pembrolizumab"'), "shared-name"),
    ("a statement that points nowhere", add("condition:melanoma skos:broader condition:gone"), "dangling"),
    ("a mechanism that is none", add("agent:l19-il2 iokg:hasMechanism iokg:Magic"), "unknown-term"),
    ("a property that is none", add(f"{TRIAL} iokg:magic 'x'"), "unknown-term"),
    ("a thing of the wrong class",
     add(f"{TRIAL} iokg:hasSetting iokg:Primary . " + reason("<e2>", "iokg:hasSetting", "iokg:Primary", TRIAL)),
     "wrong-range"),
    ("a property on the wrong thing", add("target:pdcd1 iokg:firstApproved 2014"), "wrong-domain"),
    ("a thing in two classes that exclude each other", add(f"{ARM} a iokg:Discrepancy"), "disjoint-classes"),
    ("a circle in a hierarchy", add("condition:cancer skos:broader condition:melanoma"), "broader-cycle"),
    ("an agent that is its own part", add("agent:l19-il2 iokg:hasCell agent:l19-il2"), "own-part"),
    ("a comparator that its arm investigates",
     f"""INSERT {{ GRAPH ?g {{ {TRIAL} iokg:hasAgentUse <u2> ; iokg:comparesWith agent:l19-il2 .
         {ARM} iokg:givesUse <u2> .
         <u2> a iokg:AgentUse ; iokg:ofAgent agent:l19-il2 ; iokg:inRole iokg:Comparator .
         {reason("<e2>", "iokg:ofAgent", "agent:l19-il2")} {reason("<e3>", "iokg:inRole", "iokg:Comparator")} }} }}
       WHERE {{ GRAPH ?g {{ {TRIAL} a iokg:Trial }} }}""",
     "comparator-investigated"),
    ("dates in the wrong order", change(TRIAL, "iokg:completionDate", '"2023-12"^^xsd:gYearMonth'), "date-order"),
    ("a quote that does not match",
     change(STRETCH, "oa:exact", '"L19-IL3"'), "quote-mismatch"),
    ("a stretch of text without offset", remove(STRETCH, "oa:start"), "selector-incomplete"),
    ("a reason without rule",
     f"""DELETE {{ GRAPH ?g {{ ?r iokg:rule ?o }} }}
         WHERE {{ GRAPH ?g {{ ?r iokg:rule ?o ; owl:annotatedSource {USE} }} }}""",
     "evidence-incomplete"),
    ("a reason for nothing", add(reason("<e2>", "iokg:hasSetting", "iokg:Relapsed", TRIAL)),
     "evidence-without-statement"),
    ("a fact without reason", add(f"{TRIAL} iokg:hasSetting iokg:Relapsed"), "fact-without-evidence"),
    ("a lost shortcut", remove(TRIAL, "iokg:hasEndpoint"), "shortcut-missing"),
    ("an invented shortcut", add(f"{TRIAL} iokg:targets target:pdcd1"), "shortcut-unsupported"),
    ("an arm that gives another trial's use",
     add('<y> a iokg:Trial ; rdfs:label "y" ; dcterms:identifier "y" ; iokg:scope iokg:OutOfScope . '
         f'<y> iokg:hasArm <y/arm/0> . <y/arm/0> a iokg:Arm ; rdfs:label "y" ; iokg:position 0 ; iokg:givesUse {USE} . '
         + reason("<e2>", "iokg:scope", "iokg:OutOfScope", "<y>")), "foreign-use"),
    ("an arm of no trial", add('<y/arm/0> a iokg:Arm ; rdfs:label "y" ; iokg:position 0'), "orphan"),
    ("a blank node", add(f"{TRIAL} skos:exactMatch []"), "blank-node"),
    ("an antibody without target",
     forget("agent:l19-il2", "iokg:hasTarget") + " ; " + remove(TRIAL, "iokg:targets"), "agent-without-target"),
    ("parts that contradict the kind",
     add("agent:pembrolizumab a iokg:AntibodyCytokineFusion, iokg:Immunocytokine", f"<{vocab.DERIVED_GRAPH}>"),
     "derived-kind"),
]  # fmt: skip
