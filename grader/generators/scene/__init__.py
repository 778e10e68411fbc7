"""Drawn pictures whose every object is known: what boxes and labels of images are made from."""
