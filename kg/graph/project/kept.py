"""The skeleton of a store in one file beside it, which is read in a fraction of the time that the store takes."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph as ox

import kg
from kg.graph.project.network import Network
from kg.graph.project.skeleton import VIEWS, skeleton
from kg.graph.texts import query_text

_RECIPE = "1"
"""Changes whenever the same store would give another skeleton, so that a kept one is not used again."""


class _Kept(msgspec.Struct, array_like=True):
    """Nodes with their attributes, and edges with start, end, key and attributes, in the network's order."""

    made_from: str
    nodes: list[tuple[str, dict[str, Any]]]
    edges: list[tuple[str, str, str, dict[str, Any]]]


def kept_skeleton(store: ox.Store, edition: str, kept_in: Path) -> Network:
    """The skeleton of a store, read from a file if that was made from this very edition, else made and kept there.

    Args:
        edition: What tells this state of the store from any other.
        kept_in: Where the file is or is to be; where it cannot be written, the skeleton is made anew each time.
    """
    made_from = _made_from(edition)
    kept = _read(kept_in)
    if kept is not None and kept.made_from == made_from:
        return _unpacked(kept)
    network = skeleton(store)
    _keep(kept_in, made_from, network)
    return network


def _made_from(edition: str) -> str:
    """What a skeleton depends on: the state of the store, what is asked of it, and what is made of the answers."""
    asked = (query_text("views", name) for name in VIEWS)
    return hashlib.sha256("\n".join((_RECIPE, kg.__version__, edition, *asked)).encode()).hexdigest()


def _read(kept_in: Path) -> _Kept | None:
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.msgpack.decode(kept_in.read_bytes(), type=_Kept)
    return None


def _keep(kept_in: Path, made_from: str, network: Network) -> None:
    nodes, edges = list(network.nodes(data=True)), list(network.edges(keys=True, data=True))
    draft = kept_in.with_name(f".{kept_in.name}-{os.getpid()}")
    with suppress(OSError):
        draft.write_bytes(msgspec.msgpack.encode(_Kept(made_from, nodes, edges)))
        draft.replace(kept_in)


def _unpacked(kept: _Kept) -> Network:
    network = Network()
    network.add_nodes_from(
        (node, {name: _as_tuples(value) for name, value in data.items()}) for node, data in kept.nodes
    )
    network.add_edges_from(kept.edges)
    return network


def _as_tuples(value: Any) -> Any:
    """A node's attribute as it was: it holds tuples, which the file does not tell from lists."""
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value
