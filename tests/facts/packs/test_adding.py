"""A vocabulary becomes a pack as a whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError, MissingPartError, NetworkError, UsageError
from kg.facts.packs import adding, list_packs, open_packs, remove_pack
from kg.facts.packs.adding import add_pack
from tests.facts.packs import samples


def write(at: Path, name: str, content: bytes) -> str:
    (at / name).write_bytes(content)
    return str(at / name)


def test_a_pack_says_what_it_was_made_from(tmp_path: Path) -> None:
    source = write(tmp_path, "Thesaurus_25.06d.txt", samples.NCIT_FLAT)
    info = add_pack("ncit", source, folder=tmp_path / "packs")
    assert (info.name, info.title, info.licence) == ("ncit", "NCI Thesaurus", "CC BY 4.0")
    assert (info.version, info.date, info.origin) == ("25.06d", "2025-06", "Thesaurus_25.06d.txt")
    assert info.sha256 == hashlib.sha256(samples.NCIT_FLAT).hexdigest()
    assert (info.concepts, info.names) == (2, 4)
    assert list_packs(tmp_path / "packs") == [info]


def test_name_licence_and_version_can_be_given(tmp_path: Path) -> None:
    source = write(tmp_path, "genes.tsv", samples.GENE_TABLE)
    info = add_pack("hgnc", source, name="my-genes", licence="mine", version="7", folder=tmp_path)
    assert (info.name, info.kind, info.licence, info.version) == ("my-genes", "hgnc", "mine", "7")


def test_a_compressed_file_and_an_archive_are_unpacked(tmp_path: Path) -> None:
    packed = write(tmp_path, "mondo.obo.gz", gzip.compress(samples.MONDO_OBO))
    with zipfile.ZipFile(tmp_path / "UNIIs.zip", "w") as archive:
        archive.writestr("read me.txt", "Names of substances.")
        archive.writestr("UNII_Names_5Jun2025.txt", samples.UNII_NAMES)
    assert add_pack("mondo", packed, folder=tmp_path).concepts == 1
    assert add_pack("unii", str(tmp_path / "UNIIs.zip"), folder=tmp_path).version == "2025-06-05"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path, "mondo.obo", samples.MONDO_OBO)
    for folder in ("one", "two"):
        add_pack("mondo", source, folder=tmp_path / folder)
    assert (tmp_path / "one" / "mondo.pack").read_bytes() == (tmp_path / "two" / "mondo.pack").read_bytes()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (samples.UNII_TABLE, "this is a table of UNII names, not a form of Mondo .* Use iokg vocab add unii file"),
        (samples.NCIT_OBO, "this is the NCI Thesaurus in OBO format, not"),
        (b"hello\n", "this is no known form of Mondo"),
        (b"", "this is no known form of Mondo"),
        (gzip.compress(samples.MONDO_OBO)[:-12], "cannot be read"),
        (b"PK\x03\x04 no archive", "cannot be read"),
        (samples.MONDO_TABLE + b"MONDO:0900005\tcut o", "line 2"),
        (samples.CELLXGENE.replace(b'"deprecated": false', b'"deprecated": true'), "no concept stands in the file"),
    ],
)
def test_a_wrong_or_damaged_file_is_refused_and_the_pack_stays(tmp_path: Path, content: bytes, message: str) -> None:
    add_pack("mondo", write(tmp_path, "mondo.obo", samples.MONDO_OBO), folder=tmp_path)
    before = (tmp_path / "mondo.pack").read_bytes()
    with pytest.raises(InputError, match=message):
        add_pack("mondo", write(tmp_path, "file", content), folder=tmp_path)
    assert (tmp_path / "mondo.pack").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "mondo.obo", "mondo.pack"]


def test_a_missing_file_and_an_unknown_kind_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        add_pack("mondo", str(tmp_path / "none.obo"), folder=tmp_path)
    with pytest.raises(UsageError, match="Choose one of ncit, mondo, oncotree, hgnc, unii"):
        add_pack("snomed", "file", folder=tmp_path)
    with pytest.raises(UsageError, match="small letters"):
        add_pack("mondo", "file", name="../mondo", folder=tmp_path)
    with pytest.raises(UsageError, match="iokg vocab add unii FILE_OR_URL"):
        add_pack("unii", folder=tmp_path)


def test_mondo_comes_from_the_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "cellxgene_ontology_guide" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    (data / "MONDO-ontology-v2025-01-01.json").write_bytes(b"{}")
    (data / "MONDO-ontology-v2026-03-01.json").write_bytes(samples.CELLXGENE)
    monkeypatch.syspath_prepend(tmp_path)
    assert add_pack("mondo", folder=tmp_path / "packs").version == "2026-03-01"


def test_without_the_package_mondo_needs_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "find_spec", lambda _name: None)
    with pytest.raises(MissingPartError, match=r"Run pip install 'iokg\[mondo\]'"):
        add_pack("mondo", folder=tmp_path)


def test_a_pack_is_removed_even_if_it_is_damaged(tmp_path: Path) -> None:
    write(tmp_path, "mondo.pack", b"damaged")
    with pytest.raises(InputError, match="Remove it with iokg vocab remove mondo"):
        list_packs(tmp_path)
    remove_pack("mondo", tmp_path)
    assert list_packs(tmp_path) == []
    with pytest.raises(UsageError, match="there is no pack 'mondo'"):
        remove_pack("mondo", tmp_path)


def test_without_a_folder_there_are_no_packs(tmp_path: Path) -> None:
    assert list_packs(tmp_path / "none") == []
    assert not open_packs(tmp_path / "none")


def _serve(server: socket.socket) -> None:
    """Answer requests with a vocabulary until the socket is shut; ``/short`` breaks off, ``/missing`` is not there."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            page = connection.recv(4096).split()[1]
            status = b"404 Not Found" if page == b"/missing" else b"200 OK"
            length = len(samples.MONDO_OBO) + 100 * (page == b"/short")
            connection.sendall(b"HTTP/1.0 %s\r\nContent-Length: %d\r\n\r\n" % (status, length) + samples.MONDO_OBO)


@pytest.fixture
def site() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server,))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_an_address_is_fetched(tmp_path: Path, site: str) -> None:
    info = add_pack("mondo", f"{site}/mondo.obo", folder=tmp_path)
    assert (info.origin, info.concepts) == (f"{site}/mondo.obo", 1)


@pytest.mark.parametrize("page", ["missing", "short"])
def test_a_failed_download_is_told_and_leaves_nothing(tmp_path: Path, site: str, page: str) -> None:
    with pytest.raises(NetworkError, match=f"{site}/{page}"):
        add_pack("mondo", f"{site}/{page}", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
