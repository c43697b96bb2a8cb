"""Figures of merit. Knows only torch, the contracts and what the members' outputs mean."""
