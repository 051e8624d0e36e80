"""What can go wrong in scoring, by name and code."""

from services.runtime.errors import Conflict, InvalidInput, NotFound, Unavailable


class PredictionNotFound(NotFound):
    """There is no such prediction, or it is somebody else's."""

    code = "ERR-2001"


class NotCompleted(Conflict):
    """The prediction has no result yet."""

    code = "ERR-2002"


class AlreadyFinal(Conflict):
    """The prediction is over, so it cannot be cancelled."""

    code = "ERR-2003"


class CannotBeScored(InvalidInput):
    """The prepared file could not be scored, however often it was tried."""

    code = "ERR-2004"


class WrongBatchSize(InvalidInput):
    """A call carries no customer, or more than 1,000."""

    code = "ERR-2005"


class BadCustomer(InvalidInput):
    """A customer in a call has an impossible value."""

    code = "ERR-2006"


class ModelUnavailable(Unavailable):
    """The model file cannot be read or is not what the catalog says."""

    code = "ERR-2007"


class NotSummedUp(NotFound):
    """The prediction was scored before there were summaries."""

    code = "ERR-2040"


class TrainingNotFound(NotFound):
    """There is no such training, or it is somebody else's."""

    code = "ERR-2010"


class NothingKnown(InvalidInput):
    """Of no customer the outcome is known, so there is nothing to learn from."""

    code = "ERR-2011"


class TrainingOver(Conflict):
    """The training is over, so it cannot be cancelled."""

    code = "ERR-2012"


class CannotBeTrained(InvalidInput):
    """The training came to nothing, however often it was tried."""

    code = "ERR-2013"
