"""Measurements of this machine, each beside plain code; see `make bench`."""

import os

# As the product's workers are started: waiting threads sleep, so that neighbours can compute.
# Read when torch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
