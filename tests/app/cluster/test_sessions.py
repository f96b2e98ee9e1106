"""What keeps Spark from working is told with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from py4j.protocol import Py4JError

from kg.app.cluster import session as sessions
from kg.app.cluster.listing import as_path
from kg.app.cluster.session import Cluster, need_parts, session, told
from kg.errors import KGError, MissingPartError, NetworkError, UsageError
from tests.app.cluster.records import need_spark
from tests.services import free_port


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_PARTS", ("nowhere_installed",))
    with pytest.raises(MissingPartError, match=r"nowhere_installed is not installed. Run pip install 'iokg\[spark\]'"):
        need_parts()


def test_a_missing_java_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(MissingPartError, match="no 'java' is in JAVA_HOME"):
        need_parts()


@pytest.mark.parametrize("master", ["somewhere", "http://host:7077", "local[2"])
def test_an_address_that_is_none_is_refused(master: str) -> None:
    need_spark()
    with pytest.raises(UsageError, match="no address of a Spark cluster"), session(Cluster(master)):
        pass


def test_a_master_that_does_not_answer_is_told_at_once() -> None:
    need_spark()
    with (
        pytest.raises(NetworkError, match="no Spark master answers"),
        session(Cluster(f"spark://127.0.0.1:{free_port()}")),
    ):
        pass


@pytest.mark.parametrize(
    ("said", "kind", "meant"),
    [
        ("… ModuleNotFoundError: No module named 'kg'\n …", MissingPartError, "has no module 'kg'. Install iokg"),
        ("Traceback\nkg.errors.UsageError: iokg on h differs. Install it.\n\nmore", UsageError, "iokg on h differs"),
        ("Job aborted\n\tat org.apache.Spark\n\tat more", KGError, "Spark gave up: Job aborted. See the logs"),
    ],
)
def test_errors_of_a_cluster_are_told_plainly(said: str, kind: type[KGError], meant: str) -> None:
    with pytest.raises(kind, match=meant), told():
        raise Py4JError(said)


def test_signs_of_patterns_in_a_found_name_mean_themselves() -> None:
    assert as_path("file:/in/a%20b%5B1%5D.json") == r"file:///in/a b\[1\].json"
