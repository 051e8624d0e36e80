"""What ingest's server and its replay of erasures are made of."""

from dataclasses import dataclass
from pathlib import Path

from services.ingest.confirmations import Confirmations
from services.ingest.deletions import Deletions
from services.ingest.eraser import Eraser
from services.ingest.erasers import Erasers
from services.ingest.erasures import Erasures
from services.ingest.handover import Handover
from services.ingest.mappings import Mappings
from services.ingest.retention import Retention
from services.ingest.settings import ServeSettings
from services.ingest.uploads import Uploads
from services.runtime import channels, pseudonyms
from services.runtime.auth import Tokens
from services.runtime.blobs import Blobs, open_blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database, open_database
from services.runtime.spool import open_spool

RELAY_ROLE = "ingest_relay"


@dataclass(frozen=True)
class Parts:
    """Ingest's adapters and use cases."""

    tokens: Tokens
    database: Database
    blobs: Blobs
    spool: Path
    mappings: Mappings
    uploads: Uploads
    confirmations: Confirmations
    deletions: Deletions
    erasures: Erasures
    eraser: Eraser
    retention: Retention


def open_parts(read: ServeSettings) -> Parts:
    """The parts of a process with these settings. Raises ValueError where the ring of pseudonyms cannot be read."""
    tokens = Tokens(read.auth, read.service)
    database = open_database(read.database, process="ingest", relay_role=RELAY_ROLE)
    blobs = open_blobs(read.s3)
    spool = open_spool(read.spool.dir)
    scoring = channels.open_channel(read.scoring.address, "scoring", read.tls)
    handover = Handover(scoring, tokens)
    ring = pseudonyms.read(read.pseudonym.keys)
    mappings = Mappings(database, now=utc_now, new_id=new_id)
    uploads = Uploads(database, blobs, handover, mappings, now=utc_now, new_id=new_id)
    return Parts(
        tokens=tokens,
        database=database,
        blobs=blobs,
        spool=spool,
        mappings=mappings,
        uploads=uploads,
        confirmations=Confirmations(database, blobs, uploads, mappings, spool=spool, now=utc_now, new_id=new_id),
        deletions=Deletions(database, blobs, handover, now=utc_now),
        erasures=Erasures(database, blobs, pseudonyms=ring, new_id=new_id),
        eraser=Eraser(
            database,
            blobs,
            Erasers(scoring, channels.open_channel(read.catalog.address, "catalog", read.tls), tokens),
            pseudonyms=ring,
            spool=spool,
            lease_s=read.lease.seconds,
        ),
        retention=Retention(database, blobs, read.retention, now=utc_now),
    )
