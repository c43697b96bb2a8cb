"""How a training can fail."""


class Diverged(ArithmeticError):
    """The loss or the weights are not finite any more."""

    def __init__(self, step: int) -> None:
        self.step = step
        super().__init__(
            f"The training diverged: the loss was not a finite number at step {step}; "
            "lower the learning rate or add warm-up epochs."
        )


class CheckpointMismatch(ValueError):
    """The checkpoint was written by another recipe."""
