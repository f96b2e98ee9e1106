"""What a build or an update did, as ``run.json`` tells it."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections import Counter
from pathlib import Path

import msgspec

import kg
from kg.facts.packs import PackInfo
from kg.facts.read import Refusal
from kg.model import Source, Value
from kg.resources import folder

FILE = "run.json"
MOST_REFUSALS_LISTED = 1000
MOST_INPUTS_LISTED = 10_000
FURTHER = "(further files)"
_NOTHING_LOST = {"duplicate", "passed over"}


class Input(Value, frozen=True, kw_only=True):
    """One file that was read.

    Attributes:
        sha256: Digest of its last record's digest after the digest of all before.
    """

    path: str
    form: str
    trials: int
    sha256: str


class Run(Value, frozen=True, kw_only=True):
    """A build or an update.

    Attributes:
        versions: Of iokg, Python and the engine, and the digest of the curated tables and the ontology.
        inputs: The files read, for an update those of the builds and updates before it, too.
        packs: The vocabulary packs that were there.
        counts: How much of each kind the graph holds.
        scopes: Number of trials by scope.
        refused: Number of refusals by kind.
        refusals: The first refusals, as sentences.
        finished: When, as ISO 8601.
        generation: The state of the store that this is told of; 0 if it was not noted.
    """

    versions: dict[str, str]
    inputs: tuple[Input, ...]
    packs: tuple[PackInfo, ...] = ()
    counts: dict[str, int]
    scopes: dict[str, int]
    refused: dict[str, int]
    refusals: tuple[str, ...]
    evidence: str
    seconds: float
    finished: str
    generation: int = 0

    @property
    def lost(self) -> int:
        """Number of refusals by which something of the input is missing from the graph."""
        return sum(number for kind, number in self.refused.items() if kind not in _NOTHING_LOST)


class Notes:
    """What is noted of the input while it is read."""

    def __init__(self) -> None:
        self.refused: Counter[str] = Counter()
        self.refusals: list[str] = []
        self._inputs: dict[tuple[str, str], tuple[int, bytes]] = {}

    def refuse(self, refusal: Refusal) -> None:
        """Take note of a refusal."""
        self.refused[refusal.kind] += 1
        if len(self.refusals) < MOST_REFUSALS_LISTED:
            self.refusals.append(str(refusal))

    def admit(self, source: Source) -> None:
        """Take note of where a trial was read."""
        key = (source.path, source.form)
        if key not in self._inputs and len(self._inputs) >= MOST_INPUTS_LISTED:
            key = (FURTHER, source.form)
        number, digest = self._inputs.get(key, (0, b""))
        self._inputs[key] = (number + 1, chained(digest, source.sha256))

    def inputs(self) -> tuple[Input, ...]:
        """The files read, in their order; those after the first thousands together."""
        return tuple(
            Input(path=path, form=form, trials=number, sha256=digest.hex())
            for (path, form), (number, digest) in self._inputs.items()
        )


def chained(digest: bytes, sha256: str) -> bytes:
    """The digest of an input with one more record, after that of all before; empty before the first."""
    return hashlib.sha256(digest + sha256.encode()).digest()


def versions() -> dict[str, str]:
    """What the facts depend on beside the input."""
    import pyoxigraph

    return {
        "iokg": kg.__version__,
        "python": platform.python_version(),
        "pyoxigraph": pyoxigraph.__version__,
        "tables": tables_digest(folder("ontology")),
        "platform": sys.platform,
    }


def tables_digest(tables: Path) -> str:
    """One digest for all curated tables and the ontology."""
    digest = hashlib.sha256()
    for path in sorted(tables.iterdir()):
        if path.suffix in {".tsv", ".ttl"}:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write_run(run: Run, path: Path) -> None:
    """Write ``run.json``."""
    path.write_bytes(run_bytes(run))


def run_bytes(run: Run) -> bytes:
    """The text of ``run.json``."""
    return msgspec.json.format(msgspec.json.encode(run), indent=2) + b"\n"


def read_run(graph: Path) -> Run | None:
    """The run that built a graph folder, or None if it left no note."""
    path = graph / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except (OSError, msgspec.MsgspecError):
        return None
