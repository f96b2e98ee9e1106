"""Agents: what a trial gives, read from names, parts and definitions, each in its role."""
