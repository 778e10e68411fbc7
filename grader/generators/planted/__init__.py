"""Texts in which faults are planted: authored passages with sites, slots and paraphrases.

A passage knows what each of its sites says when it is sound, so that whatever stands there in its stead is
known to be a fault, or known to be another sound form. Lowest layer first: `figures` (values and how a
language writes them), `slots` (what a seed draws), `passages` (text with sites), `choosing` (which sites).
"""
