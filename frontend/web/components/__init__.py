"""Functions from data to components."""
