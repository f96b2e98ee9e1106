"""Services started for a test on free ports of this machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from kg.graph.store import rebuild, writing
from tests.conftest import REPOSITORY
from tests.graph import trials

_PATIENCE_S = 60

http = httpx.Client(verify=False, timeout=60)
"""One client for all tests, because to make one takes longer than most requests."""


def write_small_graph(folder: Path) -> None:
    """Write the graph of the seven made-up trials to a folder."""
    with writing(folder), rebuild(folder) as store:
        trials.fill(store)


class Served(NamedTuple):
    """``iokg serve`` at work.

    Attributes:
        url: Its origin, such as ``http://127.0.0.1:4711``.
        process: Its process.
        log: What it says on standard error.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def sparql(self) -> str:
        return f"{self.url}/sparql"


@contextmanager
def served(graph: Path, log: Path, *options: str) -> Iterator[Served]:
    """A graph folder served by ``iokg serve``."""
    command = [sys.executable, "-m", "kg.app.cli", "serve", str(graph), "--port", "0", "--workers", "2", *options]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=REPOSITORY, stderr=file)
    try:
        yield Served(_announced(log, process), process, log)
    finally:
        process.terminate()
        process.wait(30)


def _announced(log: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(_PATIENCE_S * 10):
        lines = log.read_text().splitlines()
        if lines and lines[0].startswith("{"):
            url = json.loads(lines[0])["page"].rstrip("/")
            wait_for(f"{url}/health", process)
            return str(url)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"iokg serve did not start: {log.read_text()}")


@contextmanager
def oxigraph_server(folder: Path, *, union: bool = True) -> Iterator[str]:
    """Oxigraph's own server on an empty store; gives its origin."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    options = ["--union-default-graph"] if union else []
    command = [str(program), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/query?query=ASK%7B%7D", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = {buffers}
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
"""


@contextmanager
def virtuoso(folder: Path, *, rows: int = 100_000, buffers: int = 10_000) -> Iterator[str]:
    """Virtuoso with an empty database; gives its origin. User and password for updates are ``dba``.

    Args:
        rows: The longest answer.
        buffers: Pages of the database that are kept in memory, some 8.7 kB each.
    """
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is absent: apt-get install virtuoso-opensource-7-bin")
    folder.mkdir(parents=True)
    http = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=http, rows=rows, buffers=buffers))
    process = subprocess.Popen(
        ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", process)
        yield f"http://127.0.0.1:{http}"
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return as soon as a process answers at an address."""
    for _ in range(_PATIENCE_S * 10):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, f"{process.args!r} has ended"
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def is_running(pid: int) -> bool:
    """Whether a process exists and is no mere remains."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            try:
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[1]) == pid:
                found.append(int(entry.name))
    return found
