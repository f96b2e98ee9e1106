"""A session of Spark: opened, its faults told with what to do, closed."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KGError, MissingPartError, NetworkError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PARTS = ("pyspark", "pandas", "pyarrow")
_MASTER = re.compile(r"local(-cluster)?(\[.*\])?|yarn|k8s://.+|spark://.+")
_PORT = 7077
_PATIENCE_S = 5
_SHIP = "install iokg[spark] on all machines, or ship it as docs/scaling.md says"
_OWN_ERROR = re.compile(r"^kg\.errors\.\w+: (.+)$", re.MULTILINE)
_NO_MODULE = re.compile(r"No module named '([\w.]+)'")
_CALM = {"spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
_SETTINGS = {
    "spark.sql.execution.arrow.maxBytesPerBatch": "16000000",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    # A row may hold the quads of a trial, 200 kB: Spark would otherwise take 4,096 of them at once.
    "spark.sql.parquet.columnarReaderBatchSize": "64",
    # Blocks of a file must be the same in every job, whatever the cluster has become meanwhile.
    "spark.sql.files.minPartitionNum": "1",
}


class Cluster(NamedTuple):
    """Where to compute.

    Attributes:
        master: Address of the cluster as Spark writes it; what Spark's own configuration says if None.
        settings: Of Spark, beside its own configuration.
    """

    master: str | None = None
    settings: Mapping[str, str] = {}


@contextmanager
def session(cluster: Cluster) -> Iterator[SparkSession]:
    """A session, closed at the end.

    Raises:
        MissingPartError: If pyspark, what it needs or Java is missing, here or on the cluster.
        UsageError: If the master's address is none.
        NetworkError: If the master does not answer.
        KGError: If Spark gives up.
    """
    _reach(cluster.master)
    os.environ.setdefault("PYSPARK_PYTHON", cluster.settings.get("spark.pyspark.python", sys.executable))
    with warnings.catch_warnings(action="ignore", category=FutureWarning), told():  # pandas 3 is not used for data
        spark = _opened(cluster)
        try:
            for name, value in _SETTINGS.items():
                spark.conf.set(name, value)
            yield spark
        finally:
            spark.stop()


@contextmanager
def told() -> Iterator[None]:
    """Turn Spark's errors into ones that tell the user what to do."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise _meant(str(error)) from error


def _opened(cluster: Cluster) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("iokg")
    paths = {"spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"]} if os.environ.get("PYTHONPATH") else {}
    for name, value in {**_CALM, **paths, **cluster.settings}.items():
        builder = builder.config(name, value)
    if cluster.master:
        builder = builder.master(cluster.master)
    return builder.getOrCreate()


def need_parts() -> None:
    """See whether all is there that Spark needs on this machine.

    Raises:
        MissingPartError: If something is not.
    """
    for part in _PARTS:
        try:
            importlib.import_module(part)
        except ImportError as error:
            raise MissingPartError(f"{part} is not installed", remedy="pip install 'iokg[spark]'") from error
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        where = f"in JAVA_HOME ({home})" if home else "on the PATH"
        raise MissingPartError(
            f"Spark needs a Java runtime, and no 'java' is {where}",
            remedy="install Java 17 or later (apt-get install openjdk-17-jre-headless), or set JAVA_HOME",
        )


def _reach(master: str | None) -> None:
    """See whether a master of Spark's own kind of cluster answers, for which Spark itself tries a minute."""
    if master is None:
        return
    if not _MASTER.fullmatch(master):
        raise UsageError(
            f"{master!r} is no address of a Spark cluster",
            remedy="give spark://HOST:7077, yarn, k8s://HOST:PORT, local[N] or local-cluster[N,CORES,MB]",
        )
    if master.startswith("spark://"):
        places = [place.partition(":") for place in master.removeprefix("spark://").split(",")]
        if not any(_answers(host, int(port or _PORT)) for host, _, port in places):
            raise NetworkError(
                "no Spark master answers", place=master, remedy="start it (start-master.sh), or check --master"
            )


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_PATIENCE_S):
            return True
    except OSError:
        return False


def _meant(said: str) -> KGError:
    """What an error of Spark means to the user."""
    own, missing = _OWN_ERROR.search(said), _NO_MODULE.search(said)
    if own:
        return UsageError(own[1].rstrip("."))
    if missing:
        return MissingPartError(f"Python on the cluster has no module {missing[1]!r}", remedy=_SHIP)
    if "JAVA_GATEWAY_EXITED" in said:
        remedy = "see what it said above: Spark needs Java 17 or later, and for yarn HADOOP_CONF_DIR"
        return MissingPartError("Java ended before Spark began", remedy=remedy)
    words = " ".join(said.partition("\n\tat ")[0].split())
    return KGError(
        f"Spark gave up: {words[:600]}",
        remedy="see the logs of the cluster; what was there before stays, and the same command begins anew",
    )
