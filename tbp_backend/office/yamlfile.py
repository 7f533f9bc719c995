# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""YAML read strictly and with line numbers: no equal names, no tabs, no references, at most 1 MB.

What the document means is for `casefile.py`.
"""

import re
from dataclasses import dataclass
from datetime import datetime

import yaml

from tbp_backend.errors import CaseFileWrong
from tbp_backend.office.findings import Finding, Path

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_TAB = re.compile("\t")
_PLANE_ENDS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NO_CHARACTER = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
"""What no record may hold (RFC 7493), and quotes in YAML can spell."""
_NO_VALUE = object()


@dataclass(frozen=True)
class Document:
    """Plain values, and the line of every place in them."""

    name: str
    values: object
    lines: dict[Path, int]


class _Wrong(Exception):
    """A rule of this reader that is broken, inside this module only."""

    def __init__(self, line: int, code: str, **values: str) -> None:
        super().__init__(code)
        self.finding = Finding(line, code, values=tuple(values.items()))


_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, used for scalars only: maps and lists are walked here, with their lines."""


def read_document(name: str, content: bytes) -> Document:
    """Read a case file; raises CaseFileWrong with one finding."""
    try:
        text = _text(content)
        return _walk(name, text)
    except _Wrong as wrong:
        raise CaseFileWrong((wrong.finding,), file=name) from None
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        finding = Finding(mark.line + 1 if mark else 1, "yaml")
        raise CaseFileWrong((finding,), file=name) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise CaseFileWrong((Finding(1, "yaml"),), file=name) from None


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Wrong(1, "too-large")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise _Wrong(content[: wrong.start].count(b"\n") + 1, "not-utf-8") from None
    for pattern, code in ((_TAB, "tab"), (yaml.reader.Reader.NON_PRINTABLE, "yaml")):
        if found := pattern.search(text):
            raise _Wrong(text.count("\n", 0, found.start()) + 1, code)
    return text


def _walk(name: str, text: str) -> Document:
    _check_events(text)
    loader = _Loader(text)
    try:
        lines: dict[Path, int] = {}
        node = loader.get_single_node()
        values = _value(loader, node, (), lines) if node is not None else None
        return Document(name, values, lines)
    finally:
        loader.dispose()


def _check_events(text: str) -> None:
    """Anchors and aliases can make a small file endless, tags can make anything: no case needs them.

    Depth is limited before anything is built: the fast loader builds by recursion.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Wrong(line, "reference")
        if getattr(event, "tag", None) or depth > MAX_DEPTH:
            raise _Wrong(line, "yaml")


def _value(loader: yaml.SafeLoader, node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*path, number), lines) for number, item in enumerate(node.value)]
    value = _scalar(loader, node)
    if value is _NO_VALUE or (isinstance(value, str) and _NO_CHARACTER.search(value)):
        if not path:
            raise _Wrong(lines[path], "not-a-case")
        raise _Wrong(lines[path], "wrong-value", name=str(path[-1]))
    return node.value if isinstance(value, datetime) else value  # a local moment stays as it was written


def _scalar(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """A plain value; none at all for what looks like one and is not, such as 2025-02-30."""
    try:
        return loader.construct_object(node, deep=True)
    except ValueError:
        return _NO_VALUE


def _mapping(
    loader: yaml.SafeLoader, node: yaml.MappingNode, path: Path, lines: dict[Path, int]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = _scalar(loader, key_node)
        key = key_node.value if isinstance(key, bool) else key  # YAML takes a field called `on` for true
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise _Wrong(line, "name-not-text")
        if key in values:
            raise _Wrong(line, "equal-names")
        values[key] = _value(loader, value_node, (*path, key), lines)
        lines[(*path, key)] = line
    return values
