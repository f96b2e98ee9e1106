"""Vocabulary packs: public terminologies that a user has added, for names that the curated tables do not know.

A pack is one terminology compiled into one file. Whatever uses packs works without any. Adding one stands in
``kg.facts.packs.adding``, which alone opens a connection, and only where it is given an address.
"""

from __future__ import annotations

from kg.facts.packs.concept import Concept, PackInfo
from kg.facts.packs.lookup import Packs, open_packs
from kg.facts.packs.shelf import list_packs, remove_pack

__all__ = ["Concept", "PackInfo", "Packs", "list_packs", "open_packs", "remove_pack"]
