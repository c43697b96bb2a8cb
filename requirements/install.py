"""Build .venv in steps that keep the torch this machine gets, and skip what is up to date.

torch comes first and without hashes, because its file differs between machines (CPU, CUDA, macOS);
everything else is checked against the hashes of the lock. uv picks the build of torch by looking
for a GPU; where it reaches no index, pip takes over with the settings this machine gives it. Runs
on any Python 3, to be able to say which ones will do.
"""

import argparse
import hashlib
import json
import os
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
PYTHON = str(VENV / "bin" / "python")
PIP = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
UV = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON]
FOR_THIS_MACHINE = ("--torch-backend", os.environ.get("UV_TORCH_BACKEND", "auto"))


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
    files = [ROOT / "pyproject.toml", REQUIREMENTS / "torch.in", REQUIREMENTS / "uv.in", lock(dev)]
    parts = [file.read_bytes() for file in files] + [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def lock(dev):
    return REQUIREMENTS / ("lock-dev.txt" if dev else "lock.txt")


def build_venv():
    """A virtual environment of this Python; one of another Python is replaced."""
    version = [PYTHON, "-c", "import sys; print(sys.version)"]
    if Path(PYTHON).exists() and run(version, quiet=True).strip() == sys.version:
        return
    if VENV.exists():
        shutil.rmtree(str(VENV))
    print(f"Building .venv with Python {platform.python_version()}", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit("Python's venv module is incomplete here; on Debian: apt install python3-venv")


def install(dev):
    torch, torchvision = (REQUIREMENTS / "torch.in").read_text().split()
    pip("install", "--quiet", "-r", str(REQUIREMENTS / "uv.in"))
    build = build_for_this_machine(torch)
    packages(torch, build=build)
    print(f"Installing what {lock(dev).name} pins", flush=True)
    packages("--quiet", "--no-deps", "--require-hashes", "-r", str(lock(dev)))
    packages("--quiet", "--no-deps", torchvision, build=build)
    packages("--quiet", "--no-deps", "-e", str(ROOT))
    print(f"PyTorch here is {installed('torch')}", flush=True)


def build_for_this_machine(torch):
    """What makes uv take the build for this machine's GPU or processor; None where it cannot.

    uv looks for an NVIDIA driver and asks PyTorch's own index, which not every network reaches.
    """
    asked = [*UV, "--dry-run", *FOR_THIS_MACHINE, torch]
    answer = subprocess.run(
        asked,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "UV_HTTP_RETRIES": "1"},
    )
    if answer.returncode == 0:
        return FOR_THIS_MACHINE
    print(
        "PyTorch's own index, which has a build for each kind of machine, cannot be reached: "
        f"taking pip's, {size_from_pip(torch)}.",
        flush=True,
    )
    return None


def size_from_pip(torch):
    """How much pip will download; what it finds decides that."""
    report = run([*PIP, "install", "--quiet", "--dry-run", "--no-deps", "--report", "-", torch])
    found = json.loads(report)["install"]
    if not found:
        return "already installed"
    address = found[0]["download_info"]["url"]
    small = "cpu" in address or platform.system() == "Darwin"
    return "about 350 MB" if small else "about 3 GB, most of it for NVIDIA GPUs"


def packages(*arguments, build=()):
    """Install with uv, or with pip and this machine's settings for it where uv gets no answer.

    Args:
        arguments: As both tools understand them.
        build: For uv alone, which build of torch to take; None leaves that to pip.
    """
    if build is not None and subprocess.run([*UV, *build, *arguments], check=False).returncode == 0:
        return
    pip("install", *arguments)


def installed(package):
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return run([PYTHON, "-c", code]).strip()


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
