"""The methods of the catalog, and what each publishes."""

from typing import Literal

from backend.contracts import options as o
from backend.contracts.entries import Entry, by_name
from backend.contracts.families import Family

Geometry = Literal[
    "members", "line", "bezier", "chain", "simplex", "complex", "gaussian", "dropout"
]


class MethodEntry(Entry):
    family: Family
    geometry: Geometry
    paper: str
    bent: bool = False
    """Whether the mean of its coefficients need not lie on it."""
    independent: bool = False
    """Whether its members are retrainings of each other: nothing shared but the procedure."""
    launchable: bool = True
    """Whether a recipe alone starts it; an imported network needs its file."""
    revision: int = 1
    """Counts up when a recipe trains otherwise than before: older measurements are out of date."""


METHODS: dict[str, MethodEntry] = by_name(
    [
        MethodEntry(
            name="single",
            title="One network",
            sentence="A plain training.",
            options=o.NoOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="-",
        ),
        MethodEntry(
            name="deep_ensemble",
            title="Deep Ensemble",
            sentence="Independent retrainings: the trusted and costly way to see the spread.",
            options=o.DeepEnsembleOptions,
            family=Family.MEMBERS,
            geometry="members",
            independent=True,
            paper="Lakshminarayanan et al. 2017",
        ),
        MethodEntry(
            name="curve_between",
            title="Curve between two networks",
            sentence="Joins two trained networks by a curve of low loss.",
            options=o.CurveBetweenOptions,
            family=Family.CURVE,
            geometry="bezier",
            bent=True,
            paper="Garipov et al. 2018",
        ),
        MethodEntry(
            name="line",
            title="Line",
            sentence="Two networks trained together so that all between them are good.",
            options=o.LineOptions,
            family=Family.CURVE,
            geometry="line",
            paper="Wortsman et al. 2021",
            revision=2,
        ),
        MethodEntry(
            name="bezier",
            title="Curve",
            sentence="A Bezier curve of networks, trained in one run.",
            options=o.BezierOptions,
            family=Family.CURVE,
            geometry="bezier",
            bent=True,
            paper="Wortsman et al. 2021",
            revision=2,
        ),
        MethodEntry(
            name="simplex",
            title="Simplex",
            sentence="Three to five networks trained together so that all their mixtures are good.",
            options=o.SimplexOptions,
            family=Family.SIMPLEX,
            geometry="simplex",
            paper="Wortsman et al. 2021",
            revision=2,
        ),
        MethodEntry(
            name="chain",
            title="Chain",
            sentence="Networks trained together along a chain of straight pieces.",
            options=o.ChainOptions,
            family=Family.CURVE,
            geometry="chain",
            bent=True,
            paper="Wortsman et al. 2021",
            revision=2,
        ),
        MethodEntry(
            name="spro",
            title="Mode-connecting simplexes",
            sentence="Trained networks joined by shared points, all between them good.",
            options=o.SPROOptions,
            family=Family.COMPLEX,
            geometry="complex",
            paper="Benton et al. 2021",
        ),
        MethodEntry(
            name="espro",
            title="Simplex ensemble",
            sentence="Several networks, each grown into a simplex of its own.",
            options=o.ESPROOptions,
            family=Family.COMPLEX,
            geometry="complex",
            paper="Benton et al. 2021",
        ),
        MethodEntry(
            name="two_lines",
            title="Two lines",
            sentence="Two independent lines, each trained in one run.",
            options=o.TwoLinesOptions,
            family=Family.COMPLEX,
            geometry="complex",
            paper="-",
            revision=2,
        ),
        MethodEntry(
            name="snapshot",
            title="Snapshots",
            sentence="Networks at the ends of the last cycles of one training.",
            options=o.SnapshotOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="Huang et al. 2017",
            revision=2,
        ),
        MethodEntry(
            name="fge",
            title="Fast geometric ensemble",
            sentence="Networks from short cycles after a plain training.",
            options=o.FGEOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="Garipov et al. 2018",
            revision=2,
        ),
        MethodEntry(
            name="swa",
            title="Weight average",
            sentence="The mean of the weights that one training passes through.",
            options=o.AveragingOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="Izmailov et al. 2018",
        ),
        MethodEntry(
            name="swag",
            title="SWAG",
            sentence="A normal cloud fitted to the weights that one training passes through.",
            options=o.SWAGOptions,
            family=Family.GAUSSIAN,
            geometry="gaussian",
            paper="Maddox et al. 2019",
        ),
        MethodEntry(
            name="multi_swag",
            title="MultiSWAG",
            sentence="Several clouds, each from a training of its own.",
            options=o.MultiSWAGOptions,
            family=Family.GAUSSIAN,
            geometry="gaussian",
            paper="Wilson and Izmailov 2020",
        ),
        MethodEntry(
            name="laplace_last_layer",
            title="Last-layer Laplace",
            sentence="One network whose last layer is a normal cloud, as wide as the data allow.",
            options=o.LaplaceOptions,
            family=Family.GAUSSIAN,
            geometry="gaussian",
            paper="Daxberger et al. 2021",
        ),
        MethodEntry(
            name="mc_dropout",
            title="MC dropout",
            sentence="One network trained and asked with inputs of its layers left out at random.",
            options=o.MCDropoutOptions,
            family=Family.DROPOUT,
            geometry="dropout",
            paper="Gal and Ghahramani 2016",
            revision=2,
        ),
        MethodEntry(
            name="imported",
            title="Imported network",
            sentence="Weights that were trained elsewhere.",
            options=o.ImportedOptions,
            family=Family.MEMBERS,
            geometry="members",
            paper="-",
            launchable=False,
        ),
    ]
)
