"""Recognisers: a module for each thing that trials speak of."""
