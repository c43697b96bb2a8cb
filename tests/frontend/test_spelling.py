"""A terminal that knows ASCII alone shows everything, and its JSON is JSON."""

import json
import os
import subprocess
import sys

import pytest

ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
SHOWN = "größer – 🐣"


def paysage(code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **ASCII},
        capture_output=True,
        timeout=60,
        check=False,
    )


SAY = f"""
import json, sys
from frontend.spelling import spell_what_is_missing
from frontend.terminal import Screen
spell_what_is_missing()
print(json.dumps({SHOWN!a}, ensure_ascii=False))
Screen().say({SHOWN!a})
Screen(aside=True).emphasize({SHOWN!a})
"""


def test_what_is_lacking_is_spelled_as_json_does() -> None:
    ended = paysage(SAY)
    assert ended.returncode == 0, ended.stderr
    as_json, said = ended.stdout.decode("ascii").splitlines()
    assert json.loads(as_json) == SHOWN
    assert json.loads(f'"{said}"') == SHOWN
    assert json.loads(f'"{ended.stderr.decode("ascii").strip()}"') == SHOWN


@pytest.mark.parametrize("arguments", [["catalog"], ["catalog", "--json"], ["--help"]])
def test_commands_do_not_fail_on_what_they_show(arguments: list[str]) -> None:
    ended = paysage("import sys; from frontend.cli import main; sys.exit(main())", *arguments)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.isascii()
