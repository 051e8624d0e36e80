"""Makes the module ``retainwise.error_codes`` of errors.yaml, so that services, the gateway and clients read one catalogue."""

import re
import sys
from pathlib import Path
from typing import Any

import yaml

CATALOGUE = Path(__file__).resolve().parent / "errors.yaml"
CODE = re.compile(r"ERR-\d{4}")
MODULE = '''"""Every failure of the API: made from protos/errors.yaml."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What failures of one kind have in common: the gRPC code's name, and the HTTP status unless a code says another."""

    grpc: str
    http_status: int


@dataclass(frozen=True, kw_only=True)
class ErrorCode:
    """One failure. ``message`` is empty where the words depend on the case; ``answers`` is false for what no call answers."""

    code: str
    kind: str
    grpc: str
    http_status: int
    raised_by: tuple[str, ...]
    meaning: str
    remedy: str
    message: str
    answers: bool


'''


def module_text() -> str:
    """The source of the module. Exits with the faults of errors.yaml where it has some."""
    text = CATALOGUE.read_text()
    catalogue: dict[str, Any] = yaml.safe_load(text)
    kinds, codes = catalogue["kinds"], catalogue["codes"]
    if faults := [*repeated(text), *faults_of(kinds, codes)]:
        sys.exit("\n".join(["protos/errors.yaml:", *faults]))
    lines = ["KINDS: dict[str, Kind] = {"]
    lines += [f"    {name!r}: Kind({kind['grpc']!r}, {kind['http']})," for name, kind in kinds.items()]
    lines += ["}", "", "ERRORS: dict[str, ErrorCode] = {"]
    lines += [f"    {code!r}: {constructor(code, facts, kinds[facts['kind']])}," for code, facts in sorted(codes.items())]
    return MODULE + "\n".join([*lines, "}", ""])


def constructor(code: str, facts: dict[str, Any], kind: dict[str, Any]) -> str:
    """The expression that makes one ErrorCode."""
    values = {
        "code": code,
        "kind": facts["kind"],
        "grpc": kind["grpc"],
        "http_status": facts.get("http", kind["http"]),
        "raised_by": tuple(facts["raised_by"]),
        "meaning": facts["meaning"],
        "remedy": facts["remedy"],
        "message": facts.get("message", ""),
        "answers": facts.get("answers", True),
    }
    return f"ErrorCode({', '.join(f'{name}={value!r}' for name, value in values.items())})"


def repeated(text: str) -> list[str]:
    """Codes that stand in ``text`` twice, of which YAML would silently keep the last."""
    keys = re.findall(r"^  (ERR-[^:]*):", text, re.MULTILINE)
    return [f"  {key} stands there twice." for key in sorted(set(keys)) if keys.count(key) > 1]


def faults_of(kinds: dict[str, Any], codes: dict[str, dict[str, Any]]) -> list[str]:
    """What is wrong with the codes, one line each."""
    faults = []
    for code, facts in codes.items():
        needed = {"kind", "raised_by", "meaning", "remedy"}
        if not CODE.fullmatch(code):
            faults.append(f"  {code} is not ERR- and four digits.")
        if missing := needed - facts.keys():
            faults.append(f"  {code} lacks {', '.join(sorted(missing))}.")
        elif facts["kind"] not in kinds:
            faults.append(f"  {code} has a kind that is none of {', '.join(kinds)}.")
        if unknown := facts.keys() - needed - {"http", "message", "answers"}:
            faults.append(f"  {code} has {', '.join(sorted(unknown))}, which means nothing.")
    return faults
