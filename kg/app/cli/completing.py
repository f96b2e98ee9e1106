"""What the shell offers while a command is typed: questions, their parameters, and names of things in the graph."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from kg.app.cli.options import OUT

if TYPE_CHECKING:
    from kg.graph.query import Parameter, Question

_SPOKEN = ("text", "number")
_HELP = {"-h", "--help"}


def begun_questions(begun: str) -> list[str]:
    """The questions whose names begin so."""
    from kg.graph.query import library

    return [name for name in library() if name.startswith(begun.replace("-", "_"))]


def begun_names(context: typer.Context, begun: str) -> list[str]:
    """The names of things in the graph that begin so."""
    return _names(context, begun, None)


class AskCommand(TyperCommand):
    """``iokg ask``, which has the parameters of the question asked for options, and its help."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take in the arguments; help that is asked for beside a question is the question's."""
        if _HELP & set(args):
            from kg.app.cli.explaining import explained

            for asked in filter(None, map(_question, args)):
                typer.echo(explained(asked))
                ctx.exit()
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Its options, the question's parameters, or names for the parameter that stands last."""
        parameters = _parameters(ctx.params.get("name"))
        last = str(ctx.args[-1]).removeprefix("--") if ctx.args else ""
        if last in parameters and len(ctx.args) % 2:
            return [_item(name) for name in _values(ctx, parameters[last], incomplete)]
        own = [
            _item(f"--{parameter.name}", help=parameter.meaning)
            for parameter in parameters.values()
            if f"--{parameter.name}".startswith(incomplete)
        ]
        return [*own, *super().shell_complete(ctx, incomplete)]


def _item(value: str, **told: str) -> Any:
    """What is offered, as the click that typer uses has it: its own copy, or the package."""
    try:
        from typer._click.shell_completion import CompletionItem
    except ImportError:
        from click.shell_completion import CompletionItem  # type: ignore[assignment]
    return CompletionItem(value, **told)


def _question(name: Any) -> Question | None:
    from kg.graph.query import library

    return library().get(str(name).replace("-", "_").lower())


def _parameters(name: Any) -> dict[str, Parameter]:
    asked = _question(name)
    return {parameter.name: parameter for parameter in asked.parameters} if asked else {}


def _values(context: Any, parameter: Parameter, begun: str) -> list[str]:
    if parameter.kind in _SPOKEN:
        return []
    return _names(context, begun, None if parameter.kind == "thing" else parameter.kind)


def _names(context: Any, begun: str, kind: str | None) -> list[str]:
    """Names in the graph; none where there is no graph, because a shell is no place for an error."""
    import kg
    from kg.errors import KGError

    with suppress(KGError):
        return kg.open(context.params.get("graph") or Path(OUT)).naming.beginning(begun, kind)
    return []
