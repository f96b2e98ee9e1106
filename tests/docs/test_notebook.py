"""The tutorial's notebook: small, without traces of who ran it, and true."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
NOTEBOOK = DOCS / "tutorial.ipynb"


def test_the_notebook_is_below_a_megabyte_and_holds_no_path_of_a_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")

    assert len(text.encode()) < 1_000_000
    assert not re.search(r"/home/|/root/|/tmp/|C:\\Users| at 0x", text)


@pytest.mark.real
def test_running_the_notebook_anew_gives_what_it_shows(tmp_path: Path) -> None:
    pytest.importorskip("nbconvert")
    pytest.importorskip("ipykernel")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--config", str(DOCS / "nbconvert.json")]
    subprocess.run([*command, "--output-dir", str(tmp_path), str(NOTEBOOK)], check=True, timeout=300, cwd=REPOSITORY)

    fresh, kept = (_told(path) for path in (tmp_path / NOTEBOOK.name, NOTEBOOK))

    assert fresh == kept, "run make notebook, and see whether what changed is meant"


def _outside_pictures(text: str) -> str:
    return re.sub(r"<iframe .*?</iframe>", "", text)


def _told(path: Path) -> Any:
    """A notebook with each picture as the values it holds: its scripts and the way it is packed may change."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            shown = "".join(output.get("data", {}).get("text/html", ()))
            if shown:
                output["data"]["text/html"] = [_outside_pictures(shown), *_values(shown)]
    return notebook


def _values(shown: str) -> list[Any]:
    """What the pictures hold. Where marks stand may differ in the last place between processors."""
    packed = re.findall(r'<script type="application/gzip" id="data-\w+">([^<]*)<', html.unescape(shown))
    values = [json.loads(gzip.decompress(base64.b64decode(text))) for text in packed]
    for node in values[0] if values else ():
        del node["x"], node["y"]
    return values
