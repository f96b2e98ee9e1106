"""Many trials made of the real ones: numbers, dates and codes varied, so that no answer kept from before fits."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.gold import shared

_CODE = re.compile(r"\b([A-Z]{2,5})[- ]?(\d{2,6})\b")
_NUMBER = re.compile(r"(?<![\w.-])\d{1,4}(?![\w-])")
_DATE = re.compile(r'"(19|20)(\d\d)-(\d\d)')
_LATER = "2045-01-01"
_REGISTERED = re.compile(r"NCT\d{8}")
_KEPT = {"CD", "IL", "PD", "HLA", "HER", "GD", "CTLA", "IFN", "TGF", "CCR", "CXCR", "BRCA", "NCT", "ICD", "RECIST"}
"""Letters before numbers that name a target, a criterion or a register, not somebody's product."""


def write_variants(count: int, path: Path) -> int:
    """Write so many trials, one a line; the number of bytes."""
    known = [_text(study) for study in _studies()]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(variant(known[number % len(known)], number))
            file.write("\n")
    return path.stat().st_size


def write_changed(count: int, path: Path, *, among: int) -> None:
    """Write later versions of some of the first trials that :func:`write_variants` writes, spread evenly."""
    known = [_text(study) for study in _studies()]
    with path.open("w", encoding="utf-8") as file:
        for number in range(0, among, max(1, among // count)):
            study = json.loads(variant(known[number % len(known)], number, seed=-1 - number))
            study["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = {"date": _LATER}
            file.write(_text(study) + "\n")


def variant(study: str, number: int, seed: int | None = None) -> str:
    """A study's JSON with an identifier of its own, and with other codes, numbers and dates; the same at each call."""
    chance = random.Random(number if seed is None else seed)
    shift, factor, years = chance.randrange(1, 90_000), chance.randrange(1, 7), chance.randrange(20)

    def code(match: re.Match[str]) -> str:
        if match[1] in _KEPT:
            return match[0]
        return f"{match[1]}-{int(match[2]) + shift}"

    text = _REGISTERED.sub(f"NCT{10_000_000 + number}", study)
    text = _CODE.sub(code, text)
    text = _NUMBER.sub(lambda match: str(int(match[0]) + factor) if int(match[0]) > 4 else match[0], text)
    return _DATE.sub(lambda match: f'"20{(int(match[2]) + years) % 40:02}-{match[3]}', text)


def _text(study: object) -> str:
    return json.dumps(study, ensure_ascii=False)


def _studies() -> Iterator[object]:
    trials = shared() / "trials"
    yield from json.loads((trials / "dev_studies.json").read_text(encoding="utf-8"))
    with gzip.open(trials / "other_studies.ndjson.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
