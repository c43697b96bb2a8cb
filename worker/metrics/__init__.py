"""Figures of merit. Knows only torch and the contracts."""
