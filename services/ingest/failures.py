"""What can go wrong in ingest, by name and code."""

from services.runtime.errors import Conflict, InvalidInput, NotFound


class NotACsv(InvalidInput):
    """The file is no CSV: a workbook, an archive, a picture, a program, or nothing that has columns."""

    code = "ERR-1001"


class FileTooLarge(InvalidInput):
    """The file has more than 50 MB."""

    code = "ERR-1002"


class EmptyFile(InvalidInput):
    """The file has no bytes, or nothing but blanks."""

    code = "ERR-1003"


class HeaderOnly(InvalidInput):
    """The file has a header and no rows below it."""

    code = "ERR-1004"


class CustomerIdMissing(InvalidInput):
    """No column is the customer's id."""

    code = "ERR-1005"


class UploadCutShort(InvalidInput):
    """The body ended before all of it had arrived."""

    code = "ERR-1006"


class UnsupportedMedia(InvalidInput):
    """The body's content type is none that a file can be sent in."""

    code = "ERR-1007"


class TooManyColumns(InvalidInput):
    """The file has more columns than a table of customers can have."""

    code = "ERR-1008"


class UnreadableRow(InvalidInput):
    """A row has no end: a quotation mark is opened and never closed."""

    code = "ERR-1009"


class UploadNotFound(NotFound):
    """There is no such upload, or it is somebody else's."""

    code = "ERR-1010"


class BadForm(InvalidInput):
    """The body says it is a multipart form and is none with exactly one file."""

    code = "ERR-1011"


class NoCustomers(InvalidInput):
    """The file has rows, and none of them has a customer id."""

    code = "ERR-1012"


class MappingSettled(Conflict):
    """The upload goes on to scoring already, with another mapping."""

    code = "ERR-1013"


class BadMapping(InvalidInput):
    """A column, field or unit of a confirmed mapping cannot be."""

    code = "ERR-1014"


class MappingNotFound(NotFound):
    """There is no such remembered mapping, or it is somebody else's."""

    code = "ERR-1015"


class ErasureNotFound(NotFound):
    """There is no such erasure, or it is somebody else's."""

    code = "ERR-1030"
