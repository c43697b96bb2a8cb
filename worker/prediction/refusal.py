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
