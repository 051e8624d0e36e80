"""Certificates by which processes prove themselves to each other, read again when their files change.

A folder holds `tls.crt`, `tls.key` and `ca.crt`, as a Kubernetes secret of certificates does. One pair serves both directions;
its certificate names the service, so that addresses may change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import grpc
import structlog
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

log = structlog.get_logger(__name__)

CERTIFICATE, KEY, AUTHORITY = "tls.crt", "tls.key", "ca.crt"

Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Certificates:
    """PEM texts: our certificate with what it rests on, its key, and the authorities that we believe."""

    chain: bytes
    key: bytes
    authority: bytes


def read(folder: Path) -> Certificates:
    """What is in the folder. Raises OSError, or ValueError where certificate and key are not a pair."""
    found = Certificates(*((folder / name).read_bytes() for name in (CERTIFICATE, KEY, AUTHORITY)))
    pair = load_pem_x509_certificate(found.chain).public_key()
    # Who replaces the files one by one has for a moment the key of another certificate.
    if pair != load_pem_private_key(found.key, password=None).public_key():
        raise ValueError("The certificate and the key are not a pair.")
    return found


class Renewal:
    """Tells when the files of a folder have become other certificates."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = self._stamp()

    def renewed(self) -> Certificates | None:
        """The new certificates, None where they are as before or cannot be used yet."""
        try:
            stamp = self._stamp()
            if stamp == self._seen:
                return None
            found = read(self._folder)
        except (OSError, ValueError) as error:
            log.warning("certificates.unreadable", folder=str(self._folder), fault=type(error).__name__)
            return None
        self._seen = stamp
        log.info("certificates.renewed", folder=str(self._folder))
        return found

    def _stamp(self) -> Stamp:
        files = [(self._folder / name).stat() for name in (CERTIFICATE, KEY, AUTHORITY)]
        return tuple((file.st_mtime_ns, file.st_ino) for file in files)


def server_credentials(folder: Path) -> grpc.ServerCredentials:
    """What a server shows and asks for: callers without a certificate of the authority are refused. Raises as ``read`` does."""
    renewal = Renewal(folder)

    def renewed() -> grpc.ServerCertificateConfiguration | None:
        found = renewal.renewed()
        return _configuration(found) if found else None

    ask: Callable[[], grpc.ServerCertificateConfiguration | None] = renewed
    return grpc.dynamic_ssl_server_credentials(_configuration(read(folder)), ask, require_client_authentication=True)  # type: ignore[arg-type] # None is documented


def channel_credentials(certificates: Certificates) -> grpc.ChannelCredentials:
    """What a caller shows and asks for."""
    return grpc.ssl_channel_credentials(certificates.authority, certificates.key, certificates.chain)


def _configuration(certificates: Certificates) -> grpc.ServerCertificateConfiguration:
    return grpc.ssl_server_certificate_configuration([(certificates.key, certificates.chain)], certificates.authority)
