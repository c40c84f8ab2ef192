"""The one decorator that makes a kernel, and the switch between its two ways to run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")

_plain: ContextVar[bool] = ContextVar("plain", default=False)
_registry: list["Kernel[Any, Any]"] = []


class Kernel(Generic[P, R]):
    """A loop function that is called as plain Python or compiled. Compilation waits for the first call."""

    def __init__(self, python: Callable[P, R], signatures: tuple[str, ...]) -> None:
        self.python = python
        self.signatures = signatures

    def __call__(self, *arguments: P.args, **_no_names: P.kwargs) -> R:
        if self.compiled is not None and not _plain.get():
            return self.compiled(*arguments)
        return self.direct(*map(_viewed, arguments))

    @cached_property
    def direct(self) -> Callable[..., R]:
        """The plain function, which calls the others of its file as plain functions: twice as fast as asking
        at each call how to run.
        """
        python = cast("FunctionType", self.python)
        names = _directly(python.__module__)
        return FunctionType(python.__code__, names, python.__name__, python.__defaults__, python.__closure__)

    @cached_property
    def compiled(self) -> Callable[..., R] | None:
        """The machine code, from numba's cache if it can be.

        None where numba is not there or cannot cache.
        """
        numba = _numba()
        if numba is None:
            return None
        try:
            dispatcher = numba.njit(
                cache=True,
                nogil=True,
                _nrt=False,  # kernels own no memory: counting references took four fifths of some of them
                forceinline=not self.signatures,
            )(self.python)
        except RuntimeError:  # no folder to cache in: every process would compile for seconds
            return None
        for signature in self.signatures:
            dispatcher.compile(signature)
        if self.signatures:
            dispatcher.disable_compile()
        return dispatcher  # type: ignore[no-any-return] # numba has no types

    @property
    def _numba_type_(self) -> Any:
        """Numba's own hook: this is how a kernel finds its helpers."""
        return self.compiled._numba_type_  # type: ignore[union-attr] # only asked while compiling


def kernel(*signatures: str) -> Callable[[Callable[P, R]], Kernel[P, R]]:
    """Makes a kernel with these numba signatures; a helper of other kernels has none."""

    def decorate(python: Callable[P, R]) -> Kernel[P, R]:
        made = Kernel(python, signatures)
        _registry.append(made)
        return made

    return decorate


def runs_compiled() -> bool:
    """Whether kernels called here and now run as machine code."""
    return _probe.compiled is not None and not _plain.get()


@contextmanager
def plainly() -> Iterator[None]:
    """Kernels run as plain Python inside this context, as they do where numba is not installed."""
    token = _plain.set(True)
    try:
        yield
    finally:
        _plain.reset(token)


def warm() -> int:
    """Compiles every kernel, or loads it from the cache. How many are compiled; 0 without numba."""
    package = __name__.rpartition(".")[0]
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{package}.{module.name}")
    return sum(each.compiled is not None for each in _registry)


def why_plain() -> str:
    """The reason for which kernels are not compiled, in plain English."""
    if find_spec("numba") is None:
        return "numba is not installed"
    if _numba() is None:
        return "numba is switched off (NUMBA_DISABLE_JIT)"
    return "numba finds no folder to cache in; set NUMBA_CACHE_DIR to one that can be written"


@cache
def _numba() -> Any:
    if find_spec("numba") is None:
        return None
    numba = import_module("numba")
    return None if numba.config.DISABLE_JIT else numba


@cache
def _directly(module: str) -> dict[str, Any]:
    """The names of a module of kernels, in which the kernels are plain functions that find one another."""
    names = dict(vars(import_module(module)))
    for name, value in list(names.items()):
        if isinstance(value, Kernel):
            names[name] = FunctionType(value.python.__code__, names, name, value.python.__defaults__)
    return names


def _viewed(argument: object) -> object:
    return argument.data if isinstance(argument, np.ndarray) else argument


@kernel("int64(int64)")
def _probe(x: int) -> int:
    """The least kernel: whether it compiles says whether all do."""
    return x
