"""Values as every service's messages have them."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp


def timestamp(moment: datetime | None) -> Timestamp | None:
    """The moment, which has a zone, as messages have it; None for none."""
    if moment is None:
        return None
    message = Timestamp()
    message.FromDatetime(moment)
    return message
