"""Whether an ontology is in OWL 2 DL, by the OWL API that comes with HermiT: ``python profile_check.py FILE``.

Prints the number of axioms and what breaks the profile, as JSON; a process of its own, for it starts a Java machine.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jpype
import owlready2


def check(path: Path) -> tuple[int, list[str]]:
    """Number of axioms, and the violations."""
    jpype.startJVM(classpath=[str(Path(owlready2.__file__).parent / "hermit" / "HermiT.jar")])
    api = "org.semanticweb.owlapi"
    manager = jpype.JClass(f"{api}.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(str(path.absolute())))
    report = jpype.JClass(f"{api}.profiles.OWL2DLProfile")().checkOntology(ontology)
    return int(ontology.getAxiomCount()), sorted(map(str, report.getViolations()))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(check(Path(sys.argv[1]))))
