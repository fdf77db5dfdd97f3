"""The graph of who credits whom as places on a sheet: those who are credited to the right of those who credit them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reuse.traces import Graph

_MOST = 24  # nodes that are drawn; the table holds all
_COLUMN, _ROW, _WIDTH, _HEIGHT = 250, 46, 190, 30
_LONGEST = 24  # characters of a name that fit


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its place, its name (whole, and as it fits), and how many pages it has."""

    x: int
    y: int
    name: str
    label: str
    pages: int


@dataclass(frozen=True, slots=True)
class Line:
    """An edge, from the one who credits to the one credited, as a curve; ``pages`` say so."""

    path: str
    pages: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph on a sheet of ``width`` by ``height`` units."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int


def drawn(graph: Graph) -> Drawing | None:
    """The busiest nodes that have edges, in columns by how far from the end of the chain; None where nobody credits."""
    linked = {name for edge in graph.edges for name in (edge.credits, edge.credited)}
    nodes = [node for node in graph.nodes if node.name in linked]
    if not nodes:
        return None
    shown = {node.name: node for node in nodes[:_MOST]}
    edges = [edge for edge in graph.edges if edge.credits in shown and edge.credited in shown]
    depth = dict.fromkeys(shown, 0)
    for _ in range(4):  # the longest chain of credits that gets columns of its own; circles end here
        for edge in edges:
            depth[edge.credits] = min(4, max(depth[edge.credits], depth[edge.credited] + 1))
    last = max(depth.values())
    rows = dict.fromkeys(range(last + 1), 0)
    boxes = {}
    for name, node in shown.items():
        column = last - depth[name]
        label = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        boxes[name] = Box(column * _COLUMN + 4, rows[column] * _ROW + 4, name, label, node.printed)
        rows[column] += 1
    lines = []
    for edge in edges:
        near, far = boxes[edge.credits], boxes[edge.credited]
        x1, y1, x2, y2 = near.x + _WIDTH, near.y + _HEIGHT // 2, far.x, far.y + _HEIGHT // 2
        bend = max(30, (x2 - x1) // 2)
        lines.append(Line(f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}", len(edge.pages)))
    height = max(rows.values()) * _ROW + 4
    return Drawing((last + 1) * _COLUMN - 46, height, tuple(boxes.values()), tuple(lines), len(nodes) - len(shown))
