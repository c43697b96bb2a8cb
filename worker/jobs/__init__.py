"""One job per file: claim a row, call the torch core, publish. Here alone the worker knows the store."""
