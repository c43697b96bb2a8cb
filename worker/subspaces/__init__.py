"""Geometry of weight space: vertices, curves, simplexes, planes. Knows only torch."""
