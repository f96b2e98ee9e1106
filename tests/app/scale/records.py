"""Small registry records, many of them."""

from __future__ import annotations

import json
from pathlib import Path

DRUGS = ("Dinutuximab", "Nivolumab", "Cisplatin", "Pembrolizumab", "Blinatumomab")
CONDITIONS = ("Neuroblastoma", "Melanoma", "Leukemia")


def record(number: int, title: str = "") -> dict[str, object]:
    drug = DRUGS[number % len(DRUGS)]
    modules = {
        "identificationModule": {"nctId": f"NCT{number:08}", "briefTitle": title or f"{drug} in trial {number}"},
        "conditionsModule": {"conditions": [CONDITIONS[number % len(CONDITIONS)]]},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": drug}]},
    }
    return {"protocolSection": modules}


def write_records(path: Path, count: int, **titles: str) -> Path:
    """Write so many records, one a line; ``n7="…"`` is the title of number 7."""
    lines = (json.dumps(record(number, titles.get(f"n{number}", ""))) for number in range(count))
    path.write_text("".join(f"{line}\n" for line in lines))
    return path
