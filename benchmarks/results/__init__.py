"""Trains every method on real data and writes what came out, good or bad, to docs/results."""
