"""The annotated trials, and the rules by which facts are scored against them.

Both stand outside the repository, in the folder that ``IOKG_SHARED`` names (else ``../shared``).
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.facts.read import read_trials
from kg.model import Trial
from kg.resources import folder

Half = Literal["even", "odd", "all"]
Gold = dict[str, Any]


def shared() -> Path:
    """The folder of registry records and gold facts; ends the program with a message if it is absent."""
    found = Path(os.environ.get("IOKG_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (found / "contract" / "gold_dev.json").is_file():
        sys.exit(f"{found} holds no contract/gold_dev.json: set IOKG_SHARED to the folder that does")
    return found


@cache
def rules() -> Any:
    """The module ``contract/score.py``."""
    path = shared() / "contract" / "score.py"
    spec = importlib.util.spec_from_file_location("contract_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(half: Half) -> list[Gold]:
    """The annotated trials, or those at even or odd positions of the list."""
    text = (shared() / "contract" / "gold_dev.json").read_text(encoding="utf-8")
    gold: list[Gold] = json.loads(text)
    return {"even": gold[::2], "odd": gold[1::2], "all": gold}[half]


def is_seed(gold: Gold) -> bool:
    """Whether an annotated trial is one of the seed records."""
    return str(gold["id"]).startswith("seed-")


def records() -> list[Path]:
    """The files that hold all annotated trials, the seeds included."""
    trials = shared() / "trials"
    names = ("dev_studies.json", "other_studies.ndjson.gz", "dev_studies.csv", "dev_mixed.csv")
    return [*(trials / name for name in names), folder("seeds")]


def trials_of(gold: list[Gold]) -> list[Trial]:
    """The records of the annotated trials."""
    wanted = {entry["id"] for entry in gold}
    return [found for found in read_trials(records()) if isinstance(found, Trial) and found.id in wanted]
