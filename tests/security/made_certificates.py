"""An authority and certificates of its making, for one day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


class Authority:
    """Signs certificates that name services."""

    def __init__(self) -> None:
        self._key = generate_private_key(SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
        basic = x509.BasicConstraints(ca=True, path_length=0)
        self.certificate = (
            self._builder(self._name, self._key).add_extension(basic, critical=True).sign(self._key, hashes.SHA256())
        )

    def issue(self, folder: Path, name: str) -> int:
        """Put a new certificate for ``name`` into the folder, with its key and ours; its serial number."""
        key = generate_private_key(SECP256R1())
        named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        alternative = x509.SubjectAlternativeName([x509.DNSName(name)])
        certificate = self._builder(named, key).add_extension(alternative, critical=False).sign(self._key, hashes.SHA256())
        folder.mkdir(exist_ok=True)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        for file, content in (
            ("tls.key", private),
            ("tls.crt", certificate.public_bytes(Encoding.PEM)),
            ("ca.crt", self.certificate.public_bytes(Encoding.PEM)),
        ):
            # Renamed into place, which is what Envoy looks for.
            (folder / f"{file}.new").write_bytes(content)
            (folder / f"{file}.new").rename(folder / file)
        return certificate.serial_number

    def _builder(self, subject: x509.Name, key: EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return x509.CertificateBuilder(
            self._name,
            subject,
            key.public_key(),
            x509.random_serial_number(),
            now - timedelta(minutes=5),
            now + timedelta(days=1),
        )
