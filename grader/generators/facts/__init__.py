"""Structured sources: settings that know what each of their sentences claims and what bears it out.

Layers, lowest first: `values` and `lists` (what fills a slot), `phrases` (text with slots and bracketed
claims), `setting` (statements, faults, and their loading), `draw` (one setting with values drawn), and
what each skill builds from it.
"""
