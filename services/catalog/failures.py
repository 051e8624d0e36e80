"""What can go wrong in the catalog, by name and code."""

from services.runtime.errors import NotFound, Unavailable


class ModelNotFound(NotFound):
    """There is no such model, or it is somebody else's."""

    code = "ERR-3001"


class NoActiveModel(Unavailable):
    """The baseline has not been registered yet; scoring does so when it starts."""

    code = "ERR-3002"
