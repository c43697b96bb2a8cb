"""Laws of what an example costs."""

from dataclasses import replace

from backend.store import calibrations
from backend.store.calibrations import Calibration
from backend.store.database import Database
from tests.backend.store.stories import recipe

ON_CPU = Calibration("cpu", parameters=10, seconds_per_example=1e-5, flops_per_example=None)
ON_GPU = Calibration("cuda", parameters=10, seconds_per_example=1e-7, flops_per_example=60.0)


def test_a_measurement_counts_for_network_and_data_alone(database: Database) -> None:
    with database.write() as session:
        assert calibrations.get(session, recipe()) is None
        calibrations.put(session, recipe("single", seed=1), ON_CPU)
        assert calibrations.get(session, recipe("simplex", epochs=9)) == ON_CPU
        wider = recipe(network_options={"width": 64})
        assert calibrations.get(session, wider) is None


def test_devices_are_apart_and_a_new_measurement_replaces(database: Database) -> None:
    again = replace(ON_CPU, seconds_per_example=2e-5)
    for measured in (ON_CPU, ON_GPU, again):
        with database.write() as session:
            calibrations.put(session, recipe(), measured)
    with database.read() as session:
        assert calibrations.get(session, recipe(), "cuda") == ON_GPU
        assert calibrations.get(session, recipe(), "cpu") == again
        assert calibrations.get(session, recipe(), "tpu") is None
