"""Templates compiled once for each language: a page looks up no sentence while it is made.

``_("Save")`` becomes text of the template; ``_("%(n)s left", n=x)``, where it is printed, becomes ``x`` and
text. What is passed on rather than printed, and counted sentences, are said when they are met, in a language
that is known.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from mooc_tool.web import addresses, formats, language

_BLANK = re.compile(r"%(?:\((\w+)\)s|(%))")


_SHORT = 60  # characters: names and words, of which a page has few and prints them often


class _Printing(CodeGenerator):
    """Prints by ``Environment.printed``."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Environment(FlaskEnvironment):
    """One for an application, which hands each template out in the reader's language."""

    code_generator_class = _Printing
    language: str | None = None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja's, but of the views' dicts the item, without asking for an attribute first."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    @staticmethod
    def printed(value: Any) -> str:
        """What stands in the page for ``value``: escaped, with the commonest kinds made short work of."""
        if isinstance(value, Markup):
            return value
        kind = type(value)
        if kind is int:
            return str(value)
        return _kept(value) if kind is str and len(value) < _SHORT else escape(value)

    def get_or_select_template(self, *args: Any, **options: Any) -> Template:
        """As Jinja's, in the language of the request."""
        if self.language is None:
            return self.spoken(language.current()).get_or_select_template(*args, **options)
        return super().get_or_select_template(*args, **options)

    @cache  # noqa: B019 - an application's environment lives as long as its process
    def spoken(self, spoken: str) -> "Environment":
        """The same environment for one language."""
        made = self.overlay()
        made.language = spoken
        said = {**_sayers(spoken), "language": spoken}
        made.globals = {**self.globals, **said, "url_for": addresses.address}
        made.filters = {**self.filters, **formats.filters(spoken)}
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        if self.language is not None:
            _Translator(self.language).visit(parsed)
        return parsed


def install(app: Flask) -> None:
    """Make ``app`` use this environment; before anything asks for its environment."""
    app.jinja_environment = Environment


_kept: Callable[[str], Markup] = lru_cache(8192)(escape)


def _sayers(spoken: str) -> dict[str, Callable[..., Markup]]:
    return {"_": partial(language.say, spoken), "ngettext": partial(language.count, spoken)}


class _Translator(NodeTransformer):
    def __init__(self, spoken: str) -> None:
        self._language = spoken

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the visitor asks by class
        """A sentence that is printed: its text, and what fills its blanks."""
        printed: list[nodes.Expr] = []
        for child in node.nodes:
            printed += self._said(child) or [self.visit(child)]
        node.nodes = printed
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - as above
        """A sentence without blanks that is passed on."""
        sentence = _sentence(node)
        if sentence is not None and not node.kwargs:
            text = nodes.Const(str(language.say(self._language, sentence)), lineno=node.lineno)
            return nodes.MarkSafe(text, lineno=node.lineno)
        self.generic_visit(node)
        return node

    def _said(self, node: nodes.Expr) -> list[nodes.Expr]:
        sentence = _sentence(node)
        if sentence is None or not isinstance(node, nodes.Call):
            return []
        blanks = {each.key: self._said(each.value) or [self.visit(each.value)] for each in node.kwargs}
        return _pieces(language.sentence(self._language, sentence), blanks, node.lineno)


def _sentence(node: nodes.Node) -> str | None:
    """The sentence of ``_("...", blank=...)``; None for anything else."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "_"):
        return None
    plain = len(node.args) == 1 and not node.dyn_args and not node.dyn_kwargs
    given = node.args[0] if plain else None
    return given.value if isinstance(given, nodes.Const) and isinstance(given.value, str) else None


def _pieces(sentence: str, blanks: dict[str, list[nodes.Expr]], line: int) -> list[nodes.Expr]:
    pieces: list[nodes.Expr] = []
    done = 0
    for found in _BLANK.finditer(sentence):
        pieces.append(nodes.TemplateData(sentence[done : found.start()], lineno=line))
        pieces += blanks[found[1]] if found[1] else [nodes.TemplateData("%", lineno=line)]
        done = found.end()
    return [*pieces, nodes.TemplateData(sentence[done:], lineno=line)]
