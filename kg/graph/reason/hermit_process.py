"""The process in which HermiT runs, so that it can be stopped: reads N-Triples, writes what HermiT infers.

Usage: ``python -m kg.graph.reason.hermit_process ASSERTED.nt INFERRED.nt MEMORY_MB``; exit code 0 if consistent,
10 if not. One IRI a line on standard output for each class that can have no member.
"""

from __future__ import annotations

import sys
from pathlib import Path

import owlready2

INCONSISTENT = 10


def infer(asserted: Path, inferred: Path, memory_mb: int) -> int:
    """Run HermiT on a file of statements and axioms and write the statements it adds."""
    owlready2.reasoning.JAVA_MEMORY = memory_mb
    world = owlready2.World()
    ontology = world.get_ontology(asserted.as_uri()).load()
    if not list(ontology.classes()):
        raise ValueError("no class was read")
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return INCONSISTENT
    world.get_ontology("http://inferrences/").save(str(inferred), format="ntriples")
    for class_ in world.inconsistent_classes():
        if isinstance(class_, owlready2.ThingClass) and class_ is not owlready2.Nothing:
            sys.stdout.write(f"{class_.iri}\n")
    return 0


if __name__ == "__main__":
    sys.exit(infer(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
