"""Builds what is made from the protos: Python stubs, error codes, Envoy's descriptor set, and buf's third-party module."""

import shutil
import sys
from importlib.resources import files
from pathlib import Path

import errors
import google.rpc
from grpc_tools import protoc

HERE = Path(__file__).resolve().parent
STUBS = HERE / "python"
THIRD_PARTY = HERE / "third_party"
DESCRIPTORS = HERE / "descriptors.binpb"

# protoc ships google/protobuf; google/api and google/rpc come from googleapis-common-protos.
WELL_KNOWN = Path(str(files("grpc_tools") / "_proto"))
GOOGLEAPIS = Path(google.rpc.__path__[0]).parent.parent
THIRD_PARTY_FILES = ("google/api/annotations.proto", "google/api/http.proto", "google/api/httpbody.proto")


def main() -> None:
    """Write the stubs, the error codes, the descriptor set and the third-party module; exit with protoc's status if it fails."""
    sources = sorted(str(path.relative_to(HERE)) for path in (HERE / "retainwise").rglob("*.proto"))
    shutil.rmtree(STUBS, ignore_errors=True)
    STUBS.mkdir()
    kinds = {"python_out": "", "grpc_python_out": "", "mypy_out": "quiet:", "mypy_grpc_out": "quiet:"}
    compile_protos(sources, *(f"--{kind}={options}{STUBS}" for kind, options in kinds.items()))
    mark_packages()
    (STUBS / "retainwise" / "error_codes.py").write_text(errors.module_text())
    # Errors travel as google.rpc.Status details inside Any, so Envoy needs their types to print them as JSON.
    compile_protos(
        [*sources, "google/rpc/error_details.proto", "google/rpc/status.proto"],
        "--include_imports",
        "--include_source_info",
        f"--descriptor_set_out={DESCRIPTORS}",
    )
    copy_third_party()


def compile_protos(sources: list[str], *outputs: str) -> None:
    """Run protoc over ``sources``; exit with its status where that is not 0."""
    arguments = ["protoc", f"-I{HERE}", f"-I{GOOGLEAPIS}", f"-I{WELL_KNOWN}", *outputs, *sources]
    if status := protoc.main(arguments):
        sys.exit(status)


def mark_packages() -> None:
    """Make every folder of stubs a typed package."""
    for folder in [STUBS / "retainwise", *(path for path in (STUBS / "retainwise").rglob("*") if path.is_dir())]:
        (folder / "__init__.py").touch()
    (STUBS / "retainwise" / "py.typed").touch()


def copy_third_party() -> None:
    """Copy the few google files our protos import to where buf.yaml looks for them."""
    for name in THIRD_PARTY_FILES:
        target = THIRD_PARTY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(GOOGLEAPIS / name, target)


if __name__ == "__main__":
    main()
