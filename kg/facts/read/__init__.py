"""Readers: a module a form of registry record, each giving trials."""
