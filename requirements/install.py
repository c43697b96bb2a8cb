"""Build .venv in steps that keep the torch this machine gets, and skip what is up to date.

torch comes first and without hashes, because its file differs between machines (CPU, CUDA, macOS);
everything else is checked against the hashes of the lock. Runs on any Python 3, to be able to say
which ones will do.
"""

import argparse
import hashlib
import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
SYSTEMS = {("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")}
REQUIREMENTS = Path(__file__).resolve().parent
ROOT = REQUIREMENTS.parent
VENV = ROOT / ".venv"
PIP = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what tests and checks need, too")
    dev = parser.parse_args().dev
    refuse_unsupported()
    stamp = VENV / ("installed-dev" if dev else "installed")
    wanted = fingerprint(dev)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    build_venv()
    install(dev)
    stamp.write_text(wanted)


def refuse_unsupported():
    """End with one sentence where no wheels of the pinned versions exist."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(
            f"Paysage needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}: its pinned packages have no "
            f"wheels for Python {platform.python_version()}. "
            "Name another one: make install PYTHON=python3.12"
        )
    here = (platform.system(), platform.machine())
    if here not in SYSTEMS:
        sys.exit(
            "Paysage runs on Linux (x86-64, arm64) and macOS (Apple silicon); "
            f"PyTorch has no wheel for {here[0]} on {here[1]}."
        )


def fingerprint(dev):
    """Changes whenever an installed environment is out of date."""
    files = [ROOT / "pyproject.toml", REQUIREMENTS / "torch.in", lock(dev)]
    parts = [file.read_bytes() for file in files] + [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def lock(dev):
    return REQUIREMENTS / ("lock-dev.txt" if dev else "lock.txt")


def build_venv():
    """A virtual environment of this Python; one of another Python is replaced."""
    python = VENV / "bin" / "python"
    version = [str(python), "-c", "import sys; print(sys.version)"]
    if python.exists() and run(version, quiet=True).strip() == sys.version:
        return
    if VENV.exists():
        shutil.rmtree(str(VENV))
    print(f"Building .venv with Python {platform.python_version()}", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit("Python's venv module is incomplete here; on Debian: apt install python3-venv")


def install(dev):
    torch, torchvision = (REQUIREMENTS / "torch.in").read_text().split()
    if not installed("torch", torch.split("==")[1]):
        announce(torch)
        pip("install", torch)
    print(f"Installing what {lock(dev).name} pins", flush=True)
    pip("install", "--quiet", "--require-hashes", "-r", str(lock(dev)))
    if not installed("torchvision", torchvision.split("==")[1]):
        pip("install", "--quiet", "--no-deps", torchvision)
    pip("install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT))


def installed(package, version):
    """Whether .venv has the version, of whatever build (2.13.0 and 2.13.0+cpu alike)."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    found = subprocess.run(
        [PIP[0], "-c", code], check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return found.stdout.decode().strip().split("+")[0] == version


def announce(torch):
    """Say how much will be downloaded; the build of torch decides that."""
    report = run([*PIP, "install", "--quiet", "--dry-run", "--no-deps", "--report", "-", torch])
    address = json.loads(report)["install"][0]["download_info"]["url"]
    small = "cpu" in address or platform.system() == "Darwin"
    size = "about 350 MB" if small else "about 3 GB, most of it CUDA (docs/operations.md: CPU only)"
    print(f"Downloading {size}; pip keeps it in its cache.", flush=True)


def pip(*arguments):
    run([*PIP, *arguments], show=True)


def run(command, show=False, quiet=False):
    """Output of a command; a failing one ends the installation with its own words."""
    done = subprocess.run(command, check=False, stdout=None if show else subprocess.PIPE)
    if done.returncode and not quiet:
        sys.exit(f"This failed, and the installation with it: {' '.join(command)}")
    return "" if show else done.stdout.decode()


if __name__ == "__main__":
    main()
