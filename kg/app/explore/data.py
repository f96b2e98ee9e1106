"""What can be taken away, and where it came from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.app.explore.addresses import FILES, LISTS
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.sheet import Parameters, Sheet
from kg.graph.export import FORMATS
from kg.graph.query import Answer

LARGE = frozenset({"graph.ttl"})
"""Those that a site holds compressed."""


def data(catalogue: Catalogue, path: str, _asked: Parameters) -> Sheet:
    """Files to download, and the input that the graph was made from."""
    files: list[dict[str, Any]] = [
        {"name": name, "holds": holds, "bytes": size(catalogue.folder / name)}
        for name, holds in FILES.items()
        if (catalogue.folder / name).is_file()
    ]
    told = {
        "files": files,
        "large": sorted(LARGE),
        "formats": [*FORMATS, "parquet"],
        "tables": [{"path": name, "holds": f"all {name}"} for name in LISTS],
        "inputs": _inputs(catalogue),
    }
    return Sheet(path, "Data", "data.html", told, Answer(("file", "holds"), [(f["name"], f["holds"]) for f in files]))


def size(path: Path) -> int:
    """Bytes of a file."""
    return path.stat().st_size


def _inputs(catalogue: Catalogue) -> dict[str, Any]:
    """What the graph was made from; files by name alone, because their folders are nobody's business."""
    run = catalogue.run
    if run is None:
        return {}
    return {
        "finished": run.finished,
        "versions": run.versions,
        "files": [{"name": Path(i.path).name, "trials": i.trials, "sha256": i.sha256} for i in run.inputs],
    }
