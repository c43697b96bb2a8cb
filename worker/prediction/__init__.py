"""What networks of a subspace say about images, and how far they disagree."""
