"""The alignments: the same as the ontology says, each with a reason, and read by the tools of SSSOM."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kg.graph.ontology.alignments import COLUMNS, PREFIXES, TABLE, merged, read_table, stated, written
from tests.conftest import ONTOLOGY_PYTHON

WANTED = ("NCIT", "OBI", "CTO", "OCRe", "sio", "biolink", "schema", "prov")
READ = """
import json
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
table = parse_sssom_table({path!r})
faults = [str(result) for report in validate(table).values() for result in report.results]
print(json.dumps([len(table.df), faults]))
"""


def test_the_table_says_what_the_ontology_says() -> None:
    assert [row.triple for row in read_table()] == [row.triple for row in stated()]


def test_the_table_is_as_the_command_would_write_it() -> None:
    assert TABLE.read_text(encoding="utf-8") == "".join(written(merged(stated(), read_table())))


def test_each_row_names_the_other_term_and_says_why() -> None:
    for row in read_table():
        assert all(getattr(row, column) for column in COLUMNS), row.triple
        assert row.mapping_justification.startswith("semapv:")


def test_every_vocabulary_that_the_ontology_aligns_to_has_rows() -> None:
    assert set(WANTED) <= {row.object_id.partition(":")[0] for row in read_table()} <= PREFIXES.keys()


def test_no_pair_is_mapped_in_two_ways() -> None:
    pairs = [(row.subject_id, row.object_id) for row in read_table()]
    assert len(pairs) == len(set(pairs))


@pytest.mark.real
def test_the_tools_of_sssom_read_it(tmp_path: Path) -> None:
    if not ONTOLOGY_PYTHON.exists():
        pytest.skip("sssom is absent: make ontology-tools installs it")
    done = subprocess.run(
        [ONTOLOGY_PYTHON, "-c", READ.format(path=str(TABLE))], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [len(read_table()), []]
