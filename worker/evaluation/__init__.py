"""The evaluation of a run: its networks, on test images, foreign images and spoilt ones."""
