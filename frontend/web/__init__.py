"""The web pages: Dash for the frame, small scripts for what must be fast."""
