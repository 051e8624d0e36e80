"""What can go wrong in the catalog, by name and code."""

from services.runtime.errors import Conflict, NotFound, Unavailable


class ModelNotFound(NotFound):
    """There is no such model, or it is somebody else's."""

    code = "ERR-3001"


class NoActiveModel(Unavailable):
    """The baseline has not been registered yet; scoring does so when it starts."""

    code = "ERR-3002"


class NotBetter(Conflict):
    """The trained model does not beat the baseline, so it is not promoted."""

    code = "ERR-3003"


class NeverPromoted(Conflict):
    """The model was never promoted, so there is nothing to take back."""

    code = "ERR-3004"
