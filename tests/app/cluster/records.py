"""Records in several forms and files, some of them in two, and what Spark needs to read them here."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from kg.app.cluster.session import Cluster, need_parts
from kg.errors import MissingPartError
from kg.resources import folder
from tests.app.scale.records import record
from tests.conftest import REPOSITORY

_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.executorEnv.PYTHONPATH": str(REPOSITORY),
    "spark.ui.enabled": "false",
    "spark.driver.extraJavaOptions": _QUICK,
    "spark.executor.extraJavaOptions": _QUICK,
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.files.maxPartitionBytes": "20000",
}
TWO_EXECUTORS = Cluster("local-cluster[2,1,1024]", SETTINGS)


def need_spark() -> None:
    """Skip, or fail where all parts must be there, if Spark cannot run."""
    try:
        need_parts()
    except MissingPartError as error:
        pytest.skip(str(error))


def dated(number: int, date: str, title: str = "") -> str:
    """A record, one line, with the date of its last change."""
    study = json.loads(json.dumps(record(number, title)))
    study["protocolSection"] |= {
        "statusModule": {"lastUpdatePostDateStruct": {"date": date}},
        "designModule": {"phases": [f"PHASE{number % 3 + 1}"]},
        "outcomesModule": {"primaryOutcomes": [{"measure": "Overall survival", "timeFrame": "2 years"}]},
    }
    return json.dumps(study)


def write_input(place: Path) -> Path:
    """A folder: numbers 0 to 199; 40 to 59 are newer, 60 to 79 older, 80 to 99 of the same day in another file."""
    (place / "more").mkdir(parents=True)
    lines = [dated(number, "2024-05-05") for number in range(150)]
    lines.insert(7, "")
    lines.insert(100, '{"protocolSection": {"identificationModule": {}}}')
    (place / "a.ndjson").write_text("".join(f"{line}\n" for line in lines))
    newer = [dated(number, "2025-01-01", f"newer {number}") for number in range(40, 60)]
    older = [dated(number, "2023-01-01", f"older {number}") for number in range(60, 80)]
    (place / "more" / "b.json").write_text(f"[{','.join(newer + older)}]")
    same = [dated(number, "2024-05-05", f"again {number}") for number in (*range(80, 100), *range(150, 200))]
    (place / "more" / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(same).encode()))
    (place / "more" / "empty.json").touch()
    (place / "more" / "notes.md").touch()
    shutil.copytree(folder("seeds"), place / "seeds")
    return place
