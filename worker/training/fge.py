"""Fast geometric ensemble: after a plain training the rate goes down and up again (Garipov 2018).

In the middle of every cycle, where the rate is lowest, a network is taken. All is one training:
momentum is kept throughout, as the authors' program keeps it. The last cycle ends in its middle,
for what comes after gives no network.
"""

from fractions import Fraction

from backend.contracts.cycle_rates import cycle_rates
from backend.contracts.recipes import Recipe
from worker.training.averaging import COLLECTING
from worker.training.plain import plain_stage
from worker.training.plan import Plan
from worker.training.schedule import cyclical, followed, plain_schedule, times


def plan(recipe: Recipe) -> Plan:
    options, training = recipe.options, recipe.training
    count, epochs = options["cycles"], recipe.epochs * options["budget"]
    rates = cycle_rates(recipe)
    top, plain = rates.highest / training.learning_rate, 1 - COLLECTING
    schedule = followed(
        plain_schedule(training, epochs * plain, last=top),
        plain,
        times(top, cyclical(count - 0.5, rates.lowest / rates.highest)),
    )
    stage = plain_stage(
        recipe, 0, None, epochs=epochs, schedule=schedule, copied=middles(plain, count)
    )
    return Plan(stages=(stage,))


def middles(plain: float, count: int) -> tuple[Fraction, ...]:
    """Parts of the training at which cycles are in their middle; the last one is its end."""
    start = Fraction(plain)
    return tuple(start + (1 - start) * Fraction(2 * i + 1, 2 * count - 1) for i in range(count - 1))
