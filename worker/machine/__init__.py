"""What a worker process computes on: the device, compiled loops, and when to stop."""
