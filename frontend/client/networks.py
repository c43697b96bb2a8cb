"""What networks of a run say, alone and together."""

from backend.contracts.ensembles import Ensemble, EnsembleRequest
from backend.contracts.predictions import Prediction, PredictionRequest
from backend.contracts.solutions import Solutions, SolutionsRequest
from frontend.client.transport import Transport


class NetworkCalls(Transport):
    def predict(self, run: str, request: PredictionRequest) -> Prediction:
        return self._post(f"/runs/{run}/predictions", Prediction, request)

    def ensemble(self, run: str, request: EnsembleRequest) -> Ensemble:
        """What these networks are worth together, beside the Deep Ensemble of their procedure."""
        return self._post(f"/runs/{run}/ensembles", Ensemble, request)

    def solutions(self, run: str, request: SolutionsRequest | None = None) -> Solutions:
        """The family and its retrainings on a plane, and where further points fall on it."""
        return self._post(f"/runs/{run}/solutions", Solutions, request or SolutionsRequest())
