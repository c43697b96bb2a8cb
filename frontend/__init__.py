"""The ways people meet the system: page, command line, launcher. HTTP to the service, no torch."""
