"""The addresses of the explorer's pages, for those who need no more of them."""

from __future__ import annotations

KINDS = ("agent", "target", "mechanism", "condition", "endpoint")
"""Kinds of things with pages, besides trials."""

LISTS = {f"{kind}s": kind for kind in ("trial", *KINDS)}
"""Addresses of lists, with the kind of what each lists."""

NAMES = ("search", "landscape", "map", "timeline", "questions", "unmatched", "data", *LISTS)
"""Addresses of single pages, the start apart."""

FOLDERS = ("map", "pair", "question", "timeline", "trial", *KINDS)
"""First parts of the addresses of pages that stand below one."""

FILES = {
    "graph.ttl": "all statements, as Turtle",
    "unmatched.csv": "words that were not understood",
    "graph.html": "the map as one page that works offline",
}
"""Files of a graph folder that anybody may have, with what they hold."""
