"""Vocabulary packs: public terminologies that a user has added, for names that the curated tables do not know.

A pack is one terminology compiled into one file. Whatever uses packs works without any.
"""

from __future__ import annotations

from kg.facts.packs.adding import add_pack
from kg.facts.packs.concept import Concept, PackInfo
from kg.facts.packs.lookup import Packs, open_packs
from kg.facts.packs.shelf import list_packs, remove_pack

__all__ = ["Concept", "PackInfo", "Packs", "add_pack", "list_packs", "open_packs", "remove_pack"]
