"""The bell that wakes the worker when a letter was written. Without Redis the worker looks by itself."""

import logging
import time
from importlib import import_module
from typing import Any, Protocol

from mooc_tool.errors import SettingsError

log = logging.getLogger(__name__)

_CHANNEL = "mooc-tool:letters"


class Bell(Protocol):
    """Something to ring and to wait for."""

    def ring(self) -> None:
        """A letter was written."""

    def wait(self, seconds: float) -> None:
        """Return when it rings, or after ``seconds``."""


class RedisBell:
    """A bell heard by workers on other machines. Redis carries no letter: a lost ring costs half a second."""

    def __init__(self, url: str) -> None:
        try:
            redis: Any = import_module("redis")  # an optional extra: asked for by name, only when it is set
        except ModuleNotFoundError:
            raise SettingsError(
                "redis-missing", "MOOC_TOOL_REDIS is set: install the tool with its extra, mooc-tool[redis]."
            ) from None
        self._errors: type[Exception] = redis.RedisError
        self._client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
        self._ear: Any = None

    def ring(self) -> None:
        try:
            self._client.publish(_CHANNEL, b"")
        except self._errors as error:
            log.warning("bell", extra={"error": type(error).__name__})

    def wait(self, seconds: float) -> None:
        try:
            if self._ear is None:
                self._ear = self._client.pubsub(ignore_subscribe_messages=True)
                self._ear.subscribe(_CHANNEL)
            self._ear.get_message(timeout=seconds)
        except self._errors as error:
            self._ear = None
            log.warning("bell", extra={"error": type(error).__name__})
            time.sleep(seconds)  # a Redis that is away refuses at once: the worker must not spin
