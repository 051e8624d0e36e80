"""House rules that a machine can check: sizes, names, docstrings, and what may not stand in a file."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, LONGEST_FUNCTION, MOST_POSITIONAL = 300, 50, 4
EMPTY_WORDS = {"utils", "helpers", "common", "core", "manager", "base", "impl", "data", "info", "handle", "process"}
# `process` is the operating system's word in the runtime, and names a thing there.
ALLOWED_MODULES = {"services/runtime/process.py"}
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
SOURCES = [name for name in TRACKED if name.endswith(".py") and (ROOT / name).exists()]
PRODUCT = [name for name in SOURCES if not name.startswith("tests/")]


def _functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_tells_one_thing_and_its_first_line_says_it(name: str) -> None:
    text = (ROOT / name).read_text()

    assert text.count("\n") <= LONGEST_FILE
    assert not text or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("name", SOURCES)
def test_a_function_is_short(name: str) -> None:
    long = [node.name for node in _functions(name) if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION]

    assert long == []


@pytest.mark.parametrize("name", PRODUCT)
def test_a_function_takes_at_most_four_positional_arguments(name: str) -> None:
    wide = [
        node.name
        for node in _functions(name)
        if len([argument for argument in [*node.args.posonlyargs, *node.args.args] if argument.arg not in ("self", "cls")])
        > MOST_POSITIONAL
    ]

    assert wide == []


@pytest.mark.parametrize("name", PRODUCT)
def test_every_public_name_has_a_docstring(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text())
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]
    undocumented = [
        node.name
        for body in bodies
        for node in body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert undocumented == []


@pytest.mark.parametrize("name", PRODUCT)
def test_a_module_is_named_after_a_thing(name: str) -> None:
    assert name in ALLOWED_MODULES or Path(name).stem not in EMPTY_WORDS


def test_no_file_names_a_machine_or_a_registry_or_leaves_work_undone() -> None:
    forbidden = re.compile(
        "|".join(
            [
                "/" + "work/",
                "/" + "root/",
                r"\b(TO" + "DO|FIX" + r"ME)\b",
                "py" + r"pi\.org",
                "python" + "hosted",
                "registry" + r"\.npm",
            ]
        )
    )
    found = []
    for name in TRACKED:
        path = ROOT / name
        if path.suffix in {".binpb", ".png"} or not path.is_file():
            continue
        found += [f"{name}:{number}" for number, line in enumerate(path.read_text().splitlines(), 1) if forbidden.search(line)]

    assert found == []
