"""What a build notes stays small however much it reads."""

from __future__ import annotations

import pytest

from kg.app import run
from kg.app.run import Notes
from kg.model import Source


def test_each_file_is_listed_with_its_trials() -> None:
    notes = Notes()
    for path in ("a.json", "b.csv", "a.json"):
        notes.admit(Source(path=path, form="api", sha256="00"))
    assert [(entry.path, entry.trials) for entry in notes.inputs()] == [("a.json", 2), ("b.csv", 1)]


def test_the_order_of_records_shows_in_the_digest() -> None:
    digests = set()
    for order in ("ab", "ba", "ab"):
        notes = Notes()
        for sha256 in order:
            notes.admit(Source(path="x", form="api", sha256=sha256))
        digests.add(notes.inputs()[0].sha256)
    assert len(digests) == 2


def test_files_beyond_thousands_are_listed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_INPUTS_LISTED", 2)
    notes = Notes()
    for number in range(5):
        notes.admit(Source(path=f"{number}.json", form="api", sha256="00"))
    assert [entry.trials for entry in notes.inputs()] == [1, 1, 3]
