"""The store in a graph folder."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph.store import load, open_folder, open_store, rebuild, revise, writing

A, B = (ox.Quad(ox.NamedNode(f"http://e/{name}"), ox.NamedNode("http://e/p"), ox.Literal(name)) for name in "ab")


def build(folder: Path, *quads: ox.Quad) -> None:
    with writing(folder), rebuild(folder) as store:
        store.extend(quads)


def held(folder: Path) -> list[ox.Quad]:
    return sorted(open_store(folder), key=str)


def test_what_is_built_is_read(tmp_path: Path) -> None:
    build(tmp_path, A)
    assert held(tmp_path) == [A]


@pytest.mark.parametrize("piece", [1, 30, 10_000])
def test_all_lines_are_loaded_in_whatever_pieces(piece: int) -> None:
    quads = [ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal("ä\n")) for n in range(9)]
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    store = ox.Store()
    load(store, lines.splitlines(keepends=True), piece=piece)
    assert set(store) == set(quads)


def test_a_rebuild_replaces_what_was_there(tmp_path: Path) -> None:
    build(tmp_path, A)
    build(tmp_path, B)
    assert held(tmp_path) == [B]


def test_a_revision_keeps_what_was_there(tmp_path: Path) -> None:
    build(tmp_path, A)
    with writing(tmp_path), revise(tmp_path) as revision:
        revision.store.add(B)
    assert held(tmp_path) == [A, B]


def test_what_is_in_force_can_be_read_while_its_writer_still_lives(tmp_path: Path) -> None:
    for _ in range(4):
        with writing(tmp_path), rebuild(tmp_path) as store:
            store.add(A)
        with writing(tmp_path), revise(tmp_path) as revision:
            revision.store.add(B)
        assert held(tmp_path) == [A, B]
        assert len(store) == 1


def test_a_reader_keeps_the_state_it_opened(tmp_path: Path) -> None:
    build(tmp_path, A)
    reader = open_store(tmp_path)
    build(tmp_path, B)
    assert list(reader) == [A]


def test_a_build_that_fails_leaves_the_old_state(tmp_path: Path) -> None:
    build(tmp_path, A)
    with pytest.raises(TypeError):
        build(tmp_path, B, "no quad")  # type: ignore[arg-type]
    assert held(tmp_path) == [A]
    assert len(list((tmp_path / "store").iterdir())) == 2


def _build_and_wait(folder: Path, ready: Connection) -> None:
    with writing(folder), rebuild(folder) as store:
        store.add(B)
        ready.send(True)
        signal.pause()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_a_killed_writer_leaves_the_old_state_and_no_lock(tmp_path: Path) -> None:
    build(tmp_path, A)
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_build_and_wait, args=(tmp_path, there))
    process.start()
    assert here.recv()
    with pytest.raises(StoreError, match=f"process {process.pid} on "), writing(tmp_path):
        pass
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    assert held(tmp_path) == [A]
    build(tmp_path, B)
    assert held(tmp_path) == [B]


def test_a_store_of_the_first_format_is_read_and_upgraded_by_a_change(tmp_path: Path) -> None:
    first = tmp_path / "store" / "1"
    first.parent.mkdir()
    store = ox.Store(str(first))
    store.add(A)
    store.flush()
    del store
    (tmp_path / "store" / "CURRENT.json").write_text('{"format": 1, "generation": 1}')
    assert held(tmp_path) == [A]
    assert not open_folder(tmp_path).names.exists()
    with writing(tmp_path), revise(tmp_path) as revision:
        revision.store.add(B)
    assert held(tmp_path) == [A, B]
    assert open_folder(tmp_path).names.exists()
    assert '"format":2' in (tmp_path / "store" / "CURRENT.json").read_text()


def test_a_folder_without_store_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="iokg build"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [('{"format": 99, "generation": 1}', "format 99"), ("{", "damaged"), ('{"format": 1, "generation": 7}', "damaged")],
)
def test_a_store_that_cannot_be_read_says_why_and_can_be_built_again(tmp_path: Path, content: str, told: str) -> None:
    build(tmp_path, A)
    (tmp_path / "store" / "CURRENT.json").write_text(content)
    with pytest.raises(StoreError, match=told) as raised:
        open_store(tmp_path)
    assert raised.value.exit_code == 3
    assert str(tmp_path) in str(raised.value)
    build(tmp_path, B)
    assert held(tmp_path) == [B]


def test_damaged_files_are_no_traceback(tmp_path: Path) -> None:
    build(tmp_path, A)
    for path in (tmp_path / "store" / "1" / "quads").glob("*.sst"):
        path.write_bytes(b"damaged")
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="make it writable"), writing(tmp_path / "file"):
        pass


def test_a_disk_that_takes_no_more_leaves_the_old_state_and_says_so(tmp_path: Path) -> None:
    build(tmp_path, A)
    with pytest.raises(StoreError, match="No space left"), writing(tmp_path), rebuild(tmp_path):
        raise OSError("No space left on device")
    assert held(tmp_path) == [A]
