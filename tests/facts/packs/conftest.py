"""Packs of the sample files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts.packs import Packs, open_packs
from kg.facts.packs.adding import add_pack

MakePacks = Callable[..., Packs]


@pytest.fixture
def packs_of(tmp_path: Path) -> MakePacks:
    """Makes open packs of files given by kind; a second file of a kind is ``kind-2``."""

    def make(*given: tuple[str, bytes]) -> Packs:
        for number, (kind, content) in enumerate(given):
            file = tmp_path / f"{number}.txt"
            file.write_bytes(content)
            seen = sum(kind == other for other, _ in given[:number])
            add_pack(kind, str(file), name=f"{kind}-{seen + 1}" if seen else kind, folder=tmp_path / "packs")
        return open_packs(tmp_path / "packs")

    return make
