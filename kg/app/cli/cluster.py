"""Building a graph on a cluster."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kg.app.cli.output import say
from kg.app.cli.progress import Progress

if TYPE_CHECKING:
    from kg.app.run import Run
    from kg.graph.quads import EvidenceDetail


class Engine(StrEnum):
    """What computes."""

    LOCAL = "local"
    SPARK = "spark"


class Asked(NamedTuple):
    """What is asked of a cluster; see ``kg.app.cluster.building.Wanted``."""

    form: str | None
    evidence: EvidenceDetail
    seconds_a_record: float
    store: bool | None


def build_on_cluster(paths: list[str], out: str, master: str | None, conf: Iterable[str], asked: Asked) -> Run:
    """Build on a cluster; tell what is being done and what was refused.

    Raises:
        MissingPartError: If a part that Spark needs is missing.
        UsageError: If a setting is none.
    """
    from kg.app.cluster.session import Cluster, need_parts

    need_parts()
    from kg.app.cluster.building import Wanted, build

    run, refusals = build(paths, out, Cluster(master, _settings(conf)), Wanted(*asked), _tell)
    progress = Progress("stated")
    for refusal in refusals:
        progress(0, refusal)
    return run


def _settings(conf: Iterable[str]) -> dict[str, str]:
    """Settings by name."""
    from kg.errors import UsageError

    settings = {}
    for setting in conf:
        name, sign, value = setting.partition("=")
        if not sign or not name.startswith("spark."):
            raise UsageError(f"{setting!r} is no setting of Spark", remedy="give --conf spark.NAME=VALUE")
        settings[name] = value
    return settings


def _tell(step: str) -> None:
    """Say what is being done, to somebody who looks on."""
    if sys.stderr.isatty():
        say(step)
