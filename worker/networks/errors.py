"""A network that cannot be built as it was asked for."""


class NetworkRefused(ValueError):
    """The options do not fit together, or not to the data set; the sentence says what would."""
