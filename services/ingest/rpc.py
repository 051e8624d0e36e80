"""Ingest's gRPC edge: reads the request, calls the use case, writes the answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import grpc
from google.api.httpbody_pb2 import HttpBody
from google.protobuf.empty_pb2 import Empty

from retainwise.ingest.v1 import (
    erasure_pb2,
    erasure_service_pb2,
    erasure_service_pb2_grpc,
    mapping_service_pb2,
    mapping_service_pb2_grpc,
    upload_pb2,
    upload_service_pb2,
    upload_service_pb2_grpc,
)
from services.ingest import convert
from services.ingest.confirmations import Confirmations
from services.ingest.deletions import Deletions
from services.ingest.erasures import Erasures
from services.ingest.failures import UnsupportedMedia, UploadCutShort
from services.ingest.filenames import safe_name
from services.ingest.form import CONTENT_TYPE, Form
from services.ingest.mappings import Mappings
from services.ingest.receipt import Receipt, receiving
from services.ingest.uploads import Uploads
from services.runtime import auth, downloads, pages, repeats
from services.runtime.errors import Failure
from services.runtime.rates import Rate, Rates, Standing

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
Pieces: TypeAlias = AsyncIterator[upload_service_pb2.CreateUploadRequest] | AsyncIterator[upload_service_pb2.InspectUploadRequest]

# What browsers, spreadsheets and curl call a CSV; what it really is, its content tells.
PLAIN_TYPES = {
    "",
    "application/csv",
    "application/octet-stream",
    "application/vnd.ms-excel",
    "application/x-www-form-urlencoded",
    "text/csv",
    "text/plain",
    "text/tab-separated-values",
}


@dataclass(frozen=True)
class Admission:
    """How often one user may send files."""

    rates: Rates
    upload: Rate
    inspection: Rate


class UploadService(upload_service_pb2_grpc.UploadServiceServicer):
    """retainwise.ingest.v1.UploadService."""

    def __init__(
        self, uploads: Uploads, confirmations: Confirmations, deletions: Deletions, *, spool: Path, admission: Admission
    ) -> None:
        self._uploads = uploads
        self._confirmations = confirmations
        self._deletions = deletions
        self._spool = spool
        self._admission = admission

    async def CreateUpload(
        self, request_iterator: AsyncIterator[upload_service_pb2.CreateUploadRequest], context: Context
    ) -> upload_service_pb2.CreateUploadResponse:
        """Receives a file and makes an upload of it."""
        caller = auth.caller()
        standing = await self._admitted(self._admission.upload, context)
        with receiving(self._spool) as receipt:
            filename, request_id = await _receive(request_iterator, receipt, context, standing)
            key = repeats.key_of(context.invocation_metadata(), request_id)
            upload = await self._uploads.accept(
                caller.user_id, safe_name(filename), receipt, begun_at=standing.at, request_key=key
            )
        return convert.created_message(upload)

    async def InspectUpload(
        self, request_iterator: AsyncIterator[upload_service_pb2.InspectUploadRequest], context: Context
    ) -> upload_pb2.Inspection:
        """Receives a file, looks at it and forgets it."""
        caller = auth.caller()
        standing = await self._admitted(self._admission.inspection, context)
        with receiving(self._spool) as receipt:
            filename, _ = await _receive(request_iterator, receipt, context, standing)
            return convert.inspection_message(safe_name(filename), receipt, await self._uploads.inspect(caller.user_id, receipt))

    async def ConfirmMapping(self, request: upload_service_pb2.ConfirmMappingRequest, context: Context) -> upload_pb2.Upload:
        """Takes what the user says the columns are."""
        upload_id = convert.upload_id(request.upload_id)
        answers = convert.answers(request.columns)
        user_id = auth.caller().user_id
        if not request.correct:
            return convert.upload_message(await self._confirmations.confirm(user_id, upload_id, answers))
        await self._admitted(self._admission.upload, context)
        return convert.upload_message(await self._confirmations.correct(user_id, upload_id, answers))

    async def DeleteUpload(self, request: upload_service_pb2.DeleteUploadRequest, context: Context) -> Empty:
        """Removes an upload."""
        await self._deletions.delete(auth.caller().user_id, convert.upload_id(request.upload_id))
        return Empty()

    async def GetUpload(self, request: upload_service_pb2.GetUploadRequest, context: Context) -> upload_pb2.Upload:
        """One upload."""
        upload_id = convert.upload_id(request.upload_id)
        return convert.upload_message(await self._uploads.get(auth.caller().user_id, upload_id))

    async def ListUploads(
        self, request: upload_service_pb2.ListUploadsRequest, context: Context
    ) -> upload_service_pb2.ListUploadsResponse:
        """A page of uploads, newest first."""
        page = pages.asked(request.page_size, request.page_token, f"uploads {request.status}")
        found, total = await self._uploads.page(
            auth.caller().user_id, status=convert.status(request.status), after=page.after, limit=page.size + 1
        )
        shown, following = pages.cut(found, page, lambda upload: pages.Position(upload.created_at, upload.id))
        return upload_service_pb2.ListUploadsResponse(
            uploads=[convert.summary_message(upload) for upload in shown], next_page_token=following, total_size=total
        )

    async def DownloadUpload(
        self, request: upload_service_pb2.DownloadUploadRequest, context: Context
    ) -> AsyncIterator[HttpBody]:
        """The raw file."""
        upload_id = convert.upload_id(request.upload_id)
        upload, pieces = await self._uploads.raw(auth.caller().user_id, upload_id)
        await downloads.send_headers(context, filename=upload.filename, size_bytes=upload.size_bytes, row_count=upload.row_count)
        async for body in downloads.bodies(pieces, "application/octet-stream"):
            yield body

    async def DownloadProblems(
        self, request: upload_service_pb2.DownloadProblemsRequest, context: Context
    ) -> AsyncIterator[HttpBody]:
        """All problems as CSV."""
        upload_id = convert.upload_id(request.upload_id)
        upload, pieces = await self._uploads.problems(auth.caller().user_id, upload_id)
        named = downloads.content_disposition(f"{Path(upload.filename).stem}.problems.csv")
        await context.send_initial_metadata((("content-disposition", named), ("cache-control", "no-store")))
        async for body in downloads.bodies(pieces, "text/csv; charset=utf-8"):
            yield body

    async def _admitted(self, rate: Rate, context: Context) -> Standing:
        """Where the caller stands, who may go on. Raises TooManyRequests, before anything of the body is read."""
        standing = await self._admission.rates.take(auth.caller().user_id, rate)
        if not standing.is_allowed:
            await context.send_initial_metadata(standing.headers)
            raise standing.refusal()
        return standing


class MappingService(mapping_service_pb2_grpc.MappingServiceServicer):
    """retainwise.ingest.v1.MappingService."""

    def __init__(self, mappings: Mappings) -> None:
        self._mappings = mappings

    async def ListMappings(
        self, request: mapping_service_pb2.ListMappingsRequest, context: Context
    ) -> mapping_service_pb2.ListMappingsResponse:
        """A page of mappings, newest first."""
        page = pages.asked(request.page_size, request.page_token, "mappings")
        found, total = await self._mappings.page(auth.caller().user_id, after=page.after, limit=page.size + 1)
        shown, following = pages.cut(found, page, lambda mapping: pages.Position(mapping.created_at, mapping.id))
        return mapping_service_pb2.ListMappingsResponse(
            mappings=[convert.mapping_message(mapping) for mapping in shown], next_page_token=following, total_size=total
        )

    async def DeleteMapping(self, request: mapping_service_pb2.DeleteMappingRequest, context: Context) -> Empty:
        """Forgets a mapping."""
        await self._mappings.forget(auth.caller().user_id, convert.mapping_id(request.mapping_id))
        return Empty()


class ErasureService(erasure_service_pb2_grpc.ErasureServiceServicer):
    """retainwise.ingest.v1.ErasureService."""

    def __init__(self, erasures: Erasures) -> None:
        self._erasures = erasures

    async def EraseCustomer(self, request: erasure_service_pb2.EraseCustomerRequest, context: Context) -> erasure_pb2.Erasure:
        """Has one customer erased."""
        return convert.erasure_message(await self._erasures.create(auth.caller().user_id, request.customer_id))

    async def GetErasure(self, request: erasure_service_pb2.GetErasureRequest, context: Context) -> erasure_pb2.Erasure:
        """How far an erasure is."""
        erasure_id = convert.erasure_id(request.erasure_id)
        return convert.erasure_message(await self._erasures.get(auth.caller().user_id, erasure_id))


async def _receive(requests: Pieces, receipt: Receipt, context: Context, standing: Standing) -> tuple[str, str]:
    """Write the body to ``receipt``; the names of the file and of the request as sent. Raises UploadCutShort for half a body."""
    filename = request_id = ""
    form: Form | None = None
    body_bytes = 0
    is_first = True
    try:
        async for request in requests:
            if is_first:
                filename, form, is_first = request.filename, _form(request.file.content_type), False
                request_id = getattr(request, "request_id", "")
            body_bytes += len(request.file.data)
            receipt.write(form.feed(request.file.data) if form else request.file.data)
    except Failure:
        # A file that is refused before its end counts as well.
        await context.send_initial_metadata(standing.headers)
        raise
    # A client that goes away ends the loop as if it were done; sending anything to it raises (seen in 48 of 100 aborts).
    await context.send_initial_metadata(standing.headers)
    _check_length(context, body_bytes)
    if form is not None:
        form.finish()
        filename = filename or form.filename
    return filename, request_id


def _form(content_type: str) -> Form | None:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == CONTENT_TYPE:
        return Form(content_type)
    if kind not in PLAIN_TYPES:
        raise UnsupportedMedia(f"{kind} is not supported. Send a CSV as text/csv, or as a multipart form with one file.")
    return None


def _check_length(context: Context, body_bytes: int) -> None:
    # The gateway copies Content-Length here, since transcoding drops it; a chunked body and native gRPC have none.
    announced = dict(context.invocation_metadata() or ()).get("x-content-length")
    if announced is not None and announced != str(body_bytes):
        raise UploadCutShort(f"Only {body_bytes} of {announced!s} bytes arrived. Please send the file again.")
