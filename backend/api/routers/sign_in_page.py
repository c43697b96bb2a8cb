"""The one page that the service itself draws."""

from html import escape

TITLE = "Paysage"
_NO_LINK = (
    "Signing in needs a link. Run <code>paysage token</code> where Paysage runs to print one."
)
_WELCOME = "Explore the weight landscapes of neural networks."

_STYLE = """
:root { color-scheme: light dark; --paper: #F6F5F1; --card: #FFFFFF; --line: #E4E2DB;
  --text: #1D2329; --muted: #69717A; --caution: #9A6700;
  --button: #0072B2; --on-button: #FFFFFF; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181C; --card: #1C2127; --line: #2D343B;
  --text: #E8E6E1; --muted: #98A1AA; --caution: #E0B252;
  --button: #56B4E9; --on-button: #14181C; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  background: var(--paper); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: 100%; max-width: 380px; padding: 32px; background: var(--card);
  border: 1px solid var(--line); border-radius: 10px; }
h1 { margin: 0 0 4px; font-size: 20px; font-weight: 600; }
p { margin: 0 0 20px; color: var(--muted); }
p:last-child { margin-bottom: 0; }
p.caution { color: var(--caution); }
code { color: var(--text); }
button { width: 100%; min-height: 40px; border: 0; border-radius: 6px; cursor: pointer;
  background: var(--button); color: var(--on-button); font: inherit; font-weight: 600; }
button:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
"""


def sign_in_page(token: str, caution: str = "", *, demo: bool = False) -> str:
    """HTML with one button that spends the token, or a sentence on how to get one."""
    parts = [f"<p>{_WELCOME}</p>"]
    if caution:
        parts.append(f'<p class="caution" role="alert">{escape(_sentence(caution))}</p>')
    parts.append(_form(token, demo) if token else f"<p>{_NO_LINK}</p>")
    return _document("".join(parts))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _form(token: str, demo: bool) -> str:
    playing = '<input type="hidden" name="demo" value="true">' if demo else ""
    return (
        '<form method="post" action="/sign-in">'
        f'<input type="hidden" name="token" value="{escape(token)}">{playing}'
        '<button type="submit" autofocus>Sign in</button></form>'
    )


def _document(content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Sign in · {TITLE}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{TITLE}</h1>{content}</main></body></html>"
    )
