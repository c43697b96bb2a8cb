"""What the documentation of the interface says about questions that are answered in parts."""

from typing import Any

_PROBLEM = {
    "type": "object",
    "properties": {
        "status": {"const": 202},
        "code": {"const": "working"},
        "detail": {"type": "string"},
        "progress": {
            "anyOf": [{"$ref": "#/components/schemas/AnswerProgress"}, {"type": "null"}],
            "description": "Null where others are answered first.",
        },
    },
}

IN_PARTS: dict[int | str, dict[str, Any]] = {
    202: {
        "description": (
            "Not done yet. What was worked out is kept: send the same question again after "
            "`Retry-After` seconds, and it goes on from there."
        ),
        "headers": {
            "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds; may be 0."}
        },
        "content": {"application/problem+json": {"schema": _PROBLEM}},
    }
}
