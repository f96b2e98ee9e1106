"""The snapshot of the curated tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.app.snapshot import knowledge_at_hand
from kg.facts.assemble import state_facts
from kg.facts.packs import Packs
from kg.facts.read import read_trials
from kg.model import Trial, TrialFacts
from kg.resources import folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IOKG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def _seeds() -> list[Trial]:
    return [trial for trial in read_trials([folder("seeds")]) if isinstance(trial, Trial)]


def _stated() -> list[TrialFacts]:
    with knowledge_at_hand(Packs()) as knowledge:
        return [state_facts(trial, knowledge) for trial in _seeds()]


def test_a_snapshot_states_the_same_facts(cache: Path) -> None:
    first = _stated()
    assert list(cache.iterdir())

    assert _stated() == first


@pytest.mark.parametrize("content", [b"", b"no snapshot", b"\x80\x05]."])
def test_a_damaged_or_foreign_snapshot_is_replaced(cache: Path, content: bytes) -> None:
    first = _stated()
    (snapshot,) = cache.iterdir()
    snapshot.write_bytes(content)

    assert _stated() == first
    assert snapshot.stat().st_size > len(content)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("IOKG_CACHE", str(tmp_path / "file"))

    assert _stated()
