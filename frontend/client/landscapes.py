"""Landscapes, and the maps of single images that they keep."""

from collections.abc import Iterator, Sequence

from backend.contracts.disagreement import Disagreement, DisagreementRequest
from backend.contracts.image_maps import ImageMap
from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.predictions import Point
from backend.contracts.reading import read, read_list
from backend.contracts.runs import Event
from backend.contracts.turns import Work
from frontend.client.transport import Transport


class LandscapeCalls(Transport):
    def landscapes(self, run: str) -> list[Landscape]:
        answer = self._call("GET", f"/runs/{run}/landscapes")
        return read_list(Landscape, answer.content)

    def create_landscape(self, run: str, request: LandscapeRequest) -> Landscape:
        return self._post(f"/runs/{run}/landscapes", Landscape, request)

    def landscape(self, landscape: str) -> Landscape:
        return self._get(f"/landscapes/{landscape}", Landscape)

    def image_map(
        self,
        landscape: str,
        *,
        index: int | None = None,
        of_class: int | None = None,
        subset: Sequence[int] | None = None,
    ) -> ImageMap:
        """Of one image, one class or a few images; exactly one of the three."""
        images = None if subset is None else ",".join(map(str, subset))
        asked = {"index": index, "class": of_class, "subset": images}
        params = {name: value for name, value in asked.items() if value is not None}
        answer = self._call("GET", f"/landscapes/{landscape}/examples", params=params)
        return read(ImageMap, answer.content)

    def disagreement(self, landscape: str, point: Point) -> Disagreement:
        """Part of the images that each network of the map labels otherwise than the one there."""
        request = DisagreementRequest(point=point)
        return self._post(f"/landscapes/{landscape}/disagreement", Disagreement, request)

    def turns(self) -> list[Work]:
        """Maps and evaluations that wait for their workers, by the time of their next turn."""
        return read_list(Work, self._call("GET", "/turns").content)

    def delete_landscape(self, landscape: str) -> None:
        self._call("DELETE", f"/landscapes/{landscape}")

    def cancel_landscape(self, landscape: str) -> Landscape:
        return self._post(f"/landscapes/{landscape}/cancel", Landscape)

    def landscape_events(self, landscape: str, after: int = 0) -> Iterator[Event]:
        return self._events(f"/landscapes/{landscape}/events", after)
