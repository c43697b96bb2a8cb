"""The words every service shares: pydantic models and names, nothing else of ours is imported."""
