"""What the page that documents the API is made of, beside the viewer itself."""
