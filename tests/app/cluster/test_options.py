"""Options of one engine are refused where another builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cluster.commands import iokg
from tests.app.cluster.records import need_spark


@pytest.mark.parametrize("options", [("--master", "local[1]"), ("--conf", "spark.a=b")])
def test_options_of_a_cluster_need_its_engine(tmp_path: Path, options: tuple[str, ...]) -> None:
    ran = iokg("build", "any", "-o", tmp_path / "out", *options)
    assert (ran.code, "go with --engine spark" in ran.said) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_cluster_takes_no_number_of_workers(tmp_path: Path) -> None:
    ran = iokg("build", "any", "-o", tmp_path / "out", "--engine", "spark", "--workers", "2")
    assert (ran.code, "a cluster decides" in ran.said) == (2, True)


@pytest.mark.parametrize("setting", ["spark.memory", "memory=1g"])
def test_what_is_no_setting_is_refused(tmp_path: Path, setting: str) -> None:
    need_spark()
    ran = iokg("build", "any", "-o", tmp_path / "out", "--engine", "spark", "--conf", setting)
    assert (ran.code, f"{setting!r} is no setting of Spark" in ran.said) == (2, True)
