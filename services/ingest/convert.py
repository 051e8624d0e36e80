"""Between the API's messages and ingest's values."""

from collections.abc import Iterable
from uuid import UUID

from retainwise.ingest.v1 import erasure_pb2, mapping_pb2, upload_pb2, upload_service_pb2
from services.ingest.domain import (
    Answer,
    ColumnMapping,
    Decision,
    Erasure,
    ErasureId,
    Mapping,
    MappingId,
    Problem,
    ProblemCount,
    Upload,
    UploadId,
    UploadStatus,
)
from services.ingest.failures import ErasureNotFound, MappingNotFound, UploadNotFound
from services.ingest.intake import Read
from services.ingest.receipt import Receipt
from services.runtime.errors import BadRequest
from services.runtime.messages import timestamp

STATUSES = {
    upload_pb2.Upload.ACCEPTED: UploadStatus.ACCEPTED,
    upload_pb2.Upload.NEEDS_MAPPING: UploadStatus.NEEDS_MAPPING,
}
STATUS_NUMBERS = {status: number for number, status in STATUSES.items()}
DECISION_NUMBERS = {
    Decision.AUTO: upload_pb2.ColumnMapping.AUTO,
    Decision.ASK: upload_pb2.ColumnMapping.ASK,
    Decision.IGNORE: upload_pb2.ColumnMapping.IGNORE,
}
# What becomes of an upload next, in the word that frontends know.
NEXT = {UploadStatus.ACCEPTED: "queued", UploadStatus.NEEDS_MAPPING: "needs_mapping"}


def upload_id(text: str) -> UploadId:
    """The id in ``text``. Raises UploadNotFound where it is none, since no upload has it."""
    try:
        return UploadId(UUID(text))
    except ValueError:
        raise UploadNotFound("There is no upload with this id.") from None


def mapping_id(text: str) -> MappingId:
    """The id in ``text``. Raises MappingNotFound where it is none, since no mapping has it."""
    try:
        return MappingId(UUID(text))
    except ValueError:
        raise MappingNotFound("There is no mapping with this id.") from None


def erasure_id(text: str) -> ErasureId:
    """The id in ``text``. Raises ErasureNotFound where it is none, since no erasure has it."""
    try:
        return ErasureId(UUID(text))
    except ValueError:
        raise ErasureNotFound("There is no erasure with this id.") from None


def erasure_message(erasure: Erasure) -> erasure_pb2.Erasure:
    """The erasure as the API shows it."""
    return erasure_pb2.Erasure(
        erasure_id=str(erasure.id),
        is_finished=erasure.finished_at is not None,
        upload_count=erasure.upload_count,
        done_count=erasure.done_count,
        row_count=erasure.row_count,
        create_time=timestamp(erasure.created_at),
        finish_time=timestamp(erasure.finished_at),
    )


def answers(columns: Iterable[upload_service_pb2.ConfirmedColumn]) -> list[Answer]:
    """What the user says the columns are."""
    return [Answer(column.index, column.field.strip(), column.unit.strip()) for column in columns]


def status(number: int) -> UploadStatus | None:
    """The status to list, None for all. Raises BadRequest for a number that stands for none."""
    if number == upload_pb2.Upload.STATUS_UNSPECIFIED:
        return None
    try:
        return STATUSES[upload_pb2.Upload.Status.ValueType(number)]
    except KeyError:
        wrong = f"must be one of {', '.join(known.name for known in UploadStatus)}"
        raise BadRequest(f"status {wrong}.", details=(("status", wrong),)) from None


def created_message(upload: Upload) -> upload_service_pb2.CreateUploadResponse:
    """The answer to a new upload."""
    return upload_service_pb2.CreateUploadResponse(
        upload_id=str(upload.id),
        prediction_id=str(upload.prediction_id),
        status=NEXT[upload.status],
        upload=upload_message(upload),
    )


def upload_message(upload: Upload) -> upload_pb2.Upload:
    """The upload as the API shows it, with its columns and problems."""
    message = summary_message(upload)
    message.columns.extend(_column_message(column) for column in upload.columns)
    message.problems.extend(_problem_message(problem) for problem in upload.problems)
    message.notices.extend(upload.notices)
    message.problem_counts.extend(_count_message(each) for each in upload.problem_counts)
    return message


def inspection_message(filename: str, receipt: Receipt, read: Read) -> upload_pb2.Inspection:
    """What an upload of the file would make of it."""
    return upload_pb2.Inspection(
        filename=filename,
        status=STATUS_NUMBERS[read.status],
        size_bytes=receipt.size_bytes,
        sha256=receipt.sha256,
        encoding=read.dialect.encoding,
        delimiter=read.dialect.delimiter,
        header_row=read.dialect.header_row,
        row_count=read.row_count,
        column_count=len(read.columns),
        columns=[_column_message(column) for column in read.columns],
        problem_count=read.problem_count,
        problems=[_problem_message(problem) for problem in read.problems],
        notices=read.notices,
        problem_counts=[_count_message(each) for each in read.problem_counts],
    )


def mapping_message(mapping: Mapping) -> mapping_pb2.Mapping:
    """The mapping as the API shows it."""
    return mapping_pb2.Mapping(
        mapping_id=str(mapping.id),
        filename=mapping.filename,
        columns=[
            mapping_pb2.RememberedColumn(header=column.header, field=column.field or "", unit=column.unit or "")
            for column in mapping.columns
        ],
        create_time=timestamp(mapping.created_at),
        update_time=timestamp(mapping.updated_at),
    )


def summary_message(upload: Upload) -> upload_pb2.Upload:
    """The upload as lists show it, without columns and problems."""
    return upload_pb2.Upload(
        upload_id=str(upload.id),
        prediction_id=str(upload.prediction_id),
        filename=upload.filename,
        status=STATUS_NUMBERS[upload.status],
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        row_count=upload.row_count,
        column_count=len(upload.columns),
        encoding=upload.dialect.encoding,
        delimiter=upload.dialect.delimiter,
        header_row=upload.dialect.header_row,
        problem_count=upload.problem_count,
        create_time=timestamp(upload.created_at),
    )


def _column_message(column: ColumnMapping) -> upload_pb2.ColumnMapping:
    return upload_pb2.ColumnMapping(
        index=column.index,
        header=column.header,
        field=column.field or "",
        decision=DECISION_NUMBERS[column.decision],
        confidence=column.confidence,
        unit=column.unit or "",
        reason=column.reason,
    )


def _problem_message(problem: Problem) -> upload_pb2.Problem:
    return upload_pb2.Problem(line=problem.line, column=problem.column, rule=problem.rule, message=problem.message)


def _count_message(counted: ProblemCount) -> upload_pb2.ProblemCount:
    return upload_pb2.ProblemCount(
        column=counted.column,
        rule=counted.rule,
        count=counted.count,
        first_line=counted.first_line,
        is_coercion=counted.is_coercion,
        message=counted.message,
    )
