"""A request that cannot be answered for this run."""


class RequestRefused(Exception):
    """What is wrong with one field, in a sentence that says what is accepted.

    Args:
        pointer: JSON pointer of the field.
        sentence: For the person who asked.
    """

    def __init__(self, pointer: str, sentence: str) -> None:
        super().__init__(sentence)
        self.pointer = pointer
        self.sentence = sentence


class NotANumber(RequestRefused):
    """What a network says there overflows: infinite, or no number at all."""

    def __init__(self, networks: int, of: int) -> None:
        super().__init__(
            "/point",
            f"Not a number here: the outputs of {networks} of {of} networks overflow, because the "
            "numbers in them are too large; choose another place, or train with a lower rate.",
        )
