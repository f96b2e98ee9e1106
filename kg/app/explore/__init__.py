"""The explorer: pages of a graph for reading, each with twins in JSON, CSV and Turtle; served or written as files.

A page is a :class:`~kg.app.explore.sheet.Sheet` of plain values; ``rendering`` makes HTML or a twin of it, and
``explorer`` answers addresses with them. Nothing here knows of HTTP.
"""
