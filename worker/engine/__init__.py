"""The engine: what networks of a subspace say about images, for whoever asks."""
