"""What several tests need."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes depends on what else the machine does.
settings.register_profile("iokg", deadline=None)
settings.load_profile("iokg")

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("IOKG_SHARED", REPOSITORY.parent / "shared"))
#: Has pyLODE and sssom, whose own requirements are at odds with ours; IOKG_ONTOLOGY_PYTHON names another.
ONTOLOGY_PYTHON = Path(
    os.environ.get("IOKG_ONTOLOGY_PYTHON", REPOSITORY / ".venv-ontology" / "bin" / "python")
).absolute()
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of registry records and gold facts, which is no part of the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: set IOKG_SHARED to the folder with the registry records")
    return SHARED


@pytest.fixture(scope="session")
def dev_graph(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of all registry records and seeds, built once a session in some 40 s; not to be changed."""
    from kg.app.pipeline import build

    out = tmp_path_factory.mktemp("dev")
    build([shared / "trials", shared / "seeds"], out)
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as installed on this machine, one for all tests: two cannot be driven in one process."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        message = "Chromium is missing: install it (apt-get install chromium) to try the pages out"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(_OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", autouse=True)
def nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds see none of the developer's own vocabulary packs and leave no snapshot in the developer's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IOKG_VOCAB", str(tmp_path_factory.mktemp("vocab")))
        patch.setenv("IOKG_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where all parts must be there, a test that was skipped for want of one has failed; records are no part."""
    report = yield
    wants_records = not SHARED.is_dir() and "shared" in getattr(item, "fixturenames", ())
    if report.skipped and os.environ.get("IOKG_ALL_PARTS") and item.get_closest_marker("real") and not wants_records:
        report.outcome = "failed"
    return report
