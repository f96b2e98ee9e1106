"""Quads wait in a spool, where a newer version of a trial replaces the older."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.app.spool import Spool

writes = st.lists(st.tuples(st.sampled_from("abcd"), st.text("xyzé\n", max_size=9)), max_size=12)


@given(writes=writes)
def test_only_the_last_of_each_trial_is_kept(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[str, str]]
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool") / "x.nq")
    for trial, quads in writes:
        spool.write(trial, quads)
    last = {trial: number for number, (trial, _) in enumerate(writes)}
    kept = "".join(quads for number, (trial, quads) in enumerate(writes) if last[trial] == number)
    assert spool.close().read_bytes().decode() == kept
    assert len(spool) == len(last)


def test_an_unchanged_spool_is_not_copied(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "x.nq")
    spool.write("a", "1")
    assert spool.close() == tmp_path / "x.nq"
