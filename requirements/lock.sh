#!/usr/bin/env bash
# Pin everything but torch, torchvision and what only torch brings, with hashes, for all systems.
set -euo pipefail
cd "$(dirname "$0")"
uv=../.venv/bin/uv

compile() {
    "$uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
        --no-emit-index-url --no-emit-find-links --excludes torch.in --output-file "$@"
}

compile lock.txt web.in worker.in
compile lock-dev.txt web.in worker.in dev.in --constraints lock.txt
