"""The texts of a trial, each with its path in the registry's own naming."""

from kg.passages import arm_path, intervention_path, outcome_path, passages

__all__ = ["arm_path", "intervention_path", "outcome_path", "passages"]
