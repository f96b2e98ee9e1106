"""What several tests need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of registry records and gold facts, which is no part of the repository."""
    folder = Path(os.environ.get("IOKG_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: set IOKG_SHARED to the folder with the registry records")
    return folder
