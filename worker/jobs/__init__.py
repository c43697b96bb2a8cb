"""One job per file: claim a row, call the core, publish. Only here the worker knows the store."""
