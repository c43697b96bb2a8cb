"""One module a page: what answers its inputs."""
