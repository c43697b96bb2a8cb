"""Figures as a person reads them, in commands, sentences and pages; always rounded.

The page's own scripts have theirs in `base/numbers.js`, which writes alike. Whoever wants all
digits takes JSON or a csv file.
"""

UNKNOWN = "–"
HUGE = 1e6
"""From here on with an exponent, as of networks whose weights are far out."""


def fixed(value: float | None, decimals: int = 4, error: float | None = None) -> str:
    """So many decimals, and its standard uncertainty where there is one: "0.0586 ± 0.0039"."""
    if value is None:
        return UNKNOWN
    beside = "" if error is None else f" ± {fixed(error, decimals)}"
    return f"{value:.{decimals}f}{beside}" if abs(value) < HUGE else f"{value:.2e}{beside}"


def percent(part: float | None, decimals: int = 2, error: float | None = None) -> str:
    """Of a fraction: "97.40 % ± 0.16", both in percentage points."""
    if part is None:
        return UNKNOWN
    beside = "" if error is None else f" ± {100 * error:.{decimals}f}"
    return f"{100 * part:.{decimals}f} %{beside}"


def count(number: float) -> str:
    """Whole, with a comma between thousands."""
    return f"{number:,.0f}"


def duration(seconds: float | None) -> str:
    """ "12 s", "3 min 20 s", "1 h 5 min"; a moment is a second."""
    if seconds is None:
        return UNKNOWN
    minutes, rest = divmod(max(1, round(seconds)), 60)
    if not minutes:
        return f"{rest} s"
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
