"""What goes wrong outside: a user is told, and what can be done is done."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kg
from kg.app.cli import main
from kg.app.pipeline import Effort, build
from kg.resources import folder
from tests.app.scale.records import write_records
from tests.conftest import REPOSITORY

SEEDS = folder("seeds")
Iokg = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def read_only(seeds_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iokg]:
    """Runs the command where the folder ``graph``, a copy of the seeds' graph, lies on a disk that nobody can write."""
    where = tmp_path_factory.mktemp("disk")
    shutil.copytree(seeds_graph, where / "graph")
    mount = "mount --bind graph graph && mount -o remount,bind,ro graph"
    unshare = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    try:
        subprocess.run([*unshare, mount], cwd=where, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no read-only mount can be made here: allow unshare (util-linux) and user namespaces")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*unshare, f'{mount} && exec "$@"', "sh", sys.executable, "-m", "kg.app.cli", *arguments]
        return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)

    before = _contents(where / "graph")
    yield run
    assert _contents(where / "graph") == before


def _contents(folder_: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder_)): path.read_bytes() for path in folder_.rglob("*") if path.is_file()}


@pytest.mark.real
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", str(SEEDS), "-o", "graph"), 3),
        (("build", str(SEEDS), "-o", "graph/new"), 3),
        (("update", str(SEEDS), "-o", "graph"), 3),
        (("reason", "graph", "--engine", "rules"), 3),
        (("demo", "-o", "graph"), 3),
        (("view", "graph"), 2),
        (("export", "graph", "-o", "graph/graph.nt"), 2),
        (("export", "graph", "--to", "parquet", "-o", "graph/tables"), 2),
        (("site", "graph/site", "-g", "graph"), 3),
    ],
)
def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(
    read_only: Iokg, arguments: tuple[str, ...], code: int
) -> None:
    ran = read_only(*arguments)

    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr.startswith("iokg: graph")
    assert "read-only" in ran.stderr.lower()
    assert any(remedy in ran.stderr.lower() for remedy in ("make it writable", "choose another", "name a folder"))
    assert "Traceback" not in ran.stderr


@pytest.mark.real
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ask", "trials_by_target", "--target", "GD2", "-g", "graph"), "seed-002"),
        (("show", "B7-H3", "-g", "graph"), "seed-002"),
        (("query", "SELECT ?t { ?t a iokg:Trial }", "-g", "graph"), "seed-003"),
        (("check", "graph"), ""),
        (("export", "graph", "--to", "nquads"), "seed-000"),
        (("view", "graph", "-o", "page.html"), ""),
    ],
)
def test_a_graph_that_cannot_be_written_is_read(read_only: Iokg, arguments: tuple[str, ...], told: str) -> None:
    ran = read_only(*arguments)

    assert (ran.returncode, told in ran.stdout) == (0, True)


def test_a_file_damaged_in_its_midst_is_named_and_all_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    records, out = tmp_path / "records", tmp_path / "out"
    records.mkdir()
    chance = random.Random(1)
    titles = {f"n{number}": f"A trial of {chance.randbytes(1000).hex()}" for number in range(300)}
    lines = write_records(tmp_path / "all.ndjson", 300, **titles).read_text().splitlines(keepends=True)
    for name, its in (("a", lines[:100]), ("b", lines[100:200]), ("c", lines[200:])):
        (records / f"{name}.ndjson.gz").write_bytes(gzip.compress("".join(its).encode(), mtime=0))
    damaged = bytearray((records / "b.ndjson.gz").read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 40] = bytes(40)
    (records / "b.ndjson.gz").write_bytes(damaged)

    monkeypatch.setattr(sys, "argv", ["iokg", "build", str(records), "-o", str(out)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    trials = {str(row["t"]) for row in kg.open(out).query("SELECT ?t { ?t a iokg:Trial }").records}

    assert ended.value.code == 3
    assert "b.ndjson.gz: " in said
    assert "the compressed data are damaged" in said
    assert said.count("b.ndjson.gz, line") <= 5
    assert "a.ndjson.gz" not in said
    assert {f"NCT{number:08}" for number in (*range(100), *range(200, 300))} <= trials
    assert "NCT00000100" in trials
    assert "NCT00000199" not in trials
    assert "b.ndjson.gz" in json.loads((out / "run.json").read_text())["refusals"][0]


def test_a_build_says_what_it_does_when_no_more_records_are_read(tmp_path: Path) -> None:
    said: list[str] = []
    build([SEEDS], tmp_path, effort=Effort(1, step=said.append))

    assert said == [
        *(f"loading {number} of 4 trials into the store" for number in range(1, 5)),
        "packing the store",
        "writing names and files",
    ]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_terminal_shows_how_far_loading_is_and_a_pipe_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_terminal: bool
) -> None:
    monkeypatch.setattr("kg.app.cli.progress._SECONDS_BETWEEN", -1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "argv", ["iokg", "build", str(SEEDS), "-o", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err

    assert ("\rloading 4 of 4 trials into the store\x1b[K\rpacking the store\x1b[K" in said) == is_terminal
    assert ("\r" in said) == is_terminal
