"""The decisions, one file a noun: routers call these, these call the store and the queue."""
