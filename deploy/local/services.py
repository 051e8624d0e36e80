"""The suite's own processes: migrations, servers and workers, and the variables that each is given."""

import hashlib
import sys
from pathlib import Path

from deploy.local import keys, postgres, probes, queue, storage
from deploy.local.children import REPOSITORY, Program
from deploy.local.layout import SERVICES, TRAINING_WORKER, Layout, scoring_servers, scoring_workers
from deploy.local.parts import Part, Step

# Every process uses these: they are there before it starts and until it has stopped.
BASIS = (postgres.NAME, storage.NAME, queue.NAME)


# What a database has had is noted beside it, since finding out takes a second of every start.
MIGRATE = '"$0" -m "services.$1" migrate && printf %s "$3" > "$2"'


def migrations(layout: Layout, *, after: tuple[str, ...]) -> list[Step]:
    """One step for each service whose database has not had all revisions of today, as its owner; they run side by side."""
    return [
        Step(
            program=Program(
                name=migration(service),
                command=("sh", "-c", MIGRATE, sys.executable, service, str(_stamp(layout, service)), _history(service)),
                environment={
                    "RETAINWISE_LOG_LEVEL": "info",
                    "RETAINWISE_DATABASE_URL": layout.database_url(service, "owner"),
                },
                log=layout.folder.log(migration(service)),
            ),
            after=after,
        )
        for service in SERVICES
        if not _is_migrated(layout, service)
    ]


def _is_migrated(layout: Layout, service: str) -> bool:
    stamp = _stamp(layout, service)
    return stamp.exists() and stamp.read_text() == _history(service)


def _stamp(layout: Layout, service: str) -> Path:
    return layout.folder.data / f"{service}.migrated"


def _history(service: str) -> str:
    """A digest of the service's revisions."""
    revisions = sorted((REPOSITORY / "services" / service / "migrations").glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in revisions)).hexdigest()


def migration(service: str) -> str:
    """The name of the step that migrates a service's database."""
    return f"migrate-{service}"


def parts(layout: Layout, *, servers: int, workers: int) -> list[Part]:
    """The catalog, ingest, so many scoring servers and scoring workers, and a training worker."""
    scoring_names = scoring_servers(servers)
    return [
        _part(layout, "catalog", "catalog", "serve", scoring_names=scoring_names),
        _part(layout, "ingest", "ingest", "serve", scoring_names=scoring_names),
        *(_part(layout, name, "scoring", "serve", scoring_names=scoring_names) for name in scoring_names),
        *(_part(layout, name, "scoring", "work", scoring_names=scoring_names) for name in scoring_workers(workers)),
        _part(layout, TRAINING_WORKER, "scoring", "train", scoring_names=scoring_names),
    ]


def _part(layout: Layout, name: str, service: str, role: str, *, scoring_names: list[str]) -> Part:
    address = layout.address(name)

    async def is_ready(_process_id: int) -> bool:
        return await probes.answers_health(address)

    return Part(
        program=Program(
            name=name,
            command=(sys.executable, "-m", f"services.{service}", role),
            environment=_environment(layout, name, service, scoring_names),
            log=layout.folder.log(name),
        ),
        kind="grpc",
        address=address,
        is_ready=is_ready,
        after=(*BASIS, *(() if _is_migrated(layout, service) else (migration(service),))),
    )


def _environment(layout: Layout, name: str, service: str, scoring_names: list[str]) -> dict[str, str]:
    spool = layout.folder.scratch / f"spool-{name}"
    spool.mkdir(mode=0o700, exist_ok=True)
    return {
        "RETAINWISE_LOG_LEVEL": "info",
        "RETAINWISE_LISTEN": layout.address(name),
        "RETAINWISE_METRICS_LISTEN": layout.address(f"{name}-metrics"),
        "RETAINWISE_SPOOL_DIR": str(spool),
        "RETAINWISE_DATABASE_URL": layout.database_url(service, "app"),
        "RETAINWISE_SCORING_ADDRESS": _one_of([layout.address(other) for other in scoring_names]),
        "RETAINWISE_CATALOG_ADDRESS": layout.address("catalog"),
        # The gateway stops first, so nobody has to notice before this process does.
        "RETAINWISE_DRAIN_ACCEPT_S": "0",
        **_trust(layout, service),
        **_stores(layout),
    }


def _one_of(addresses: list[str]) -> str:
    # gRPC's own notation of several addresses: it keeps to one that answers, and moves on when that one is gone.
    return addresses[0] if len(addresses) == 1 else f"ipv4:{','.join(addresses)}"


def _trust(layout: Layout, service: str) -> dict[str, str]:
    return {
        "RETAINWISE_AUTH_JWKS": str(layout.keys.issuer_set),
        "RETAINWISE_AUTH_ISSUER": keys.ISSUER,
        "RETAINWISE_AUTH_AUDIENCE": keys.AUDIENCE,
        "RETAINWISE_SERVICE_KEY_FILE": str(layout.keys.service(service)),
        "RETAINWISE_SERVICE_KEY_ID": service,
        "RETAINWISE_SERVICE_JWKS": str(layout.keys.service_set),
        "RETAINWISE_PSEUDONYM_KEYS": str(layout.keys.pseudonyms),
    }


def _stores(layout: Layout) -> dict[str, str]:
    return {
        "RETAINWISE_S3_ENDPOINT": f"http://{layout.address(storage.NAME)}",
        "RETAINWISE_S3_BUCKET": storage.BUCKET,
        "RETAINWISE_SQS_ENDPOINT": f"http://{layout.address(queue.NAME)}",
        "RETAINWISE_SQS_QUEUE": queue.QUEUE,
        "RETAINWISE_SQS_TRAINING_QUEUE": queue.TRAINING_QUEUE,
        "AWS_ACCESS_KEY_ID": layout.passwords.access_key,
        "AWS_SECRET_ACCESS_KEY": layout.passwords.secret_key,
        "AWS_DEFAULT_REGION": storage.REGION,
        # Neither the person's own AWS settings nor the cloud's metadata service have a say here.
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
