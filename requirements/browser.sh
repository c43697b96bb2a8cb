#!/usr/bin/env bash
# Give browser tests a Chromium and a font, where this is Debian and we are root.
set -euo pipefail
have() { command -v chromium >/dev/null && fc-list 2>/dev/null | grep -q .; }
have && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium and a font for the browser tests"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq &&
        apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-dejavu-core >/dev/null ||
        echo "Chromium could not be installed: browser tests will say so."
else
    echo "No Chromium with a font: browser tests skip. On Debian: apt install chromium fonts-dejavu-core"
fi
