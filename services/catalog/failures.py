"""What can go wrong in the catalog, by name and code."""

from services.runtime.errors import Conflict, InvalidInput, NotFound, Unavailable


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


class PredictionUnknown(NotFound):
    """There is no such prediction, or it is somebody else's."""

    code = "ERR-3005"


class NotScored(Conflict):
    """The prediction has no scores that outcomes could be matched with."""

    code = "ERR-3006"


class ExperimentNotFound(NotFound):
    """There is no such experiment, or it is somebody else's."""

    code = "ERR-3020"


class ExperimentRunning(Conflict):
    """An experiment of the user's runs already."""

    code = "ERR-3021"


class OutcomesUnreadable(InvalidInput):
    """The list of outcomes cannot be read; details name line and column."""

    code = "ERR-3010"


class TooManyOutcomes(InvalidInput):
    """The list of outcomes is too long."""

    code = "ERR-3011"


class OutcomesUnsupported(InvalidInput):
    """No list of outcomes is sent with this content type."""

    code = "ERR-3012"
