"""Faults that a test asks the platform to have, drawn from a seeded stream."""

import random
from dataclasses import dataclass, fields, replace
from threading import Lock
from typing import Literal, get_args

Service = Literal["token", "line-items", "scores", "outcomes", "results", "roster", "key-set", "notices"]
Fault = Literal[
    "outage", "error-before", "error-after", "too-many", "cut-before", "cut-after", "hang", "slow",
    "revoked", "html", "token-error",
]  # fmt: skip
SERVICES: tuple[Service, ...] = get_args(Service)
BEFORE: tuple[Fault, ...] = (
    "outage", "error-before", "too-many", "cut-before", "hang", "revoked", "token-error",
)  # fmt: skip
"""Faults by which nothing is recorded; by the others the request does its work."""


@dataclass(frozen=True)
class FaultPlan:
    """Shares (0 to 1) of the requests to ``services`` that meet each fault; together at most 1.

    - ``outage``: 503 for every service, whatever the shares
    - ``error_before``, ``error_after``: 500 before or after recording
    - ``too_many``: 429 with Retry-After
    - ``cut_before``, ``cut_after``: the connection is cut before or after recording
    - ``hang``: nothing for ``hang_seconds``, then cut; ``slow``: answered after ``slow_seconds``
    - ``revoked``: the token is revoked, 401
    - ``html``: recorded, answered 200 with a page; what is refused is refused
    - ``token_error``: token requests answered 500

    ``latency``: seconds that every request to a service takes at least.
    """

    outage: bool = False
    error_before: float = 0.0
    error_after: float = 0.0
    too_many: float = 0.0
    cut_before: float = 0.0
    cut_after: float = 0.0
    hang: float = 0.0
    slow: float = 0.0
    revoked: float = 0.0
    html: float = 0.0
    token_error: float = 0.0
    latency: float = 0.0
    retry_after: int = 2
    hang_seconds: float = 12.0
    slow_seconds: float = 1.0
    services: tuple[Service, ...] = ("line-items", "scores", "outcomes", "results", "roster")
    seed: int = 0

    def __post_init__(self) -> None:
        shares = [share for _, share in self.shares()]
        if any(not 0 <= share <= 1 for share in (*shares, self.token_error)) or sum(shares) > 1 + 1e-9:
            raise ValueError("shares of faults must lie between 0 and 1 and add up to at most 1")
        unknown = set(self.services) - set(SERVICES)
        if unknown:
            raise ValueError(f"no such service: {', '.join(sorted(unknown))}")

    def shares(self) -> list[tuple[Fault, float]]:
        """The faults that share one draw, in a fixed order."""
        return [
            ("error-before", self.error_before), ("error-after", self.error_after),
            ("too-many", self.too_many), ("cut-before", self.cut_before), ("cut-after", self.cut_after),
            ("hang", self.hang), ("slow", self.slow), ("revoked", self.revoked), ("html", self.html),
        ]  # fmt: skip


class Faults:
    """The plan in force and its stream. Safe to change while requests come in."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        self._lock = Lock()
        self.met: dict[Fault, int] = {}
        self.set(plan or FaultPlan())

    def set(self, plan: FaultPlan) -> None:
        """Put a plan in force; its stream starts anew."""
        with self._lock:
            self.plan = plan
            self._stream = random.Random(plan.seed)  # noqa: S311 - a repeatable stream is what tests need

    def change(self, **values: object) -> None:
        """Change parts of the plan: ``change(outage=True)``. Raises ValueError for a name that is none."""
        known = {field.name for field in fields(FaultPlan)}
        unknown = set(values) - known
        if unknown:
            names, choice = ", ".join(sorted(unknown)), ", ".join(sorted(known))
            raise ValueError(f"no such fault: {names}; known: {choice}")
        if isinstance(values.get("services"), list):
            values["services"] = tuple(values["services"])  # type: ignore[arg-type]  # checked by the plan
        self.set(replace(self.plan, **values))  # type: ignore[arg-type]  # checked by the plan

    def lift(self) -> None:
        """No faults any more."""
        self.set(FaultPlan(seed=self.plan.seed))

    def draw(self, service: Service) -> Fault | None:
        """The fault that the next request to a service meets."""
        with self._lock:
            fault = self._drawn(service)
            if fault:
                self.met[fault] = self.met.get(fault, 0) + 1
            return fault

    def _drawn(self, service: Service) -> Fault | None:
        if self.plan.outage:
            return "outage"
        if service == "token" and self.plan.token_error and self._stream.random() < self.plan.token_error:
            return "token-error"
        if service not in self.plan.services:
            return None
        at = self._stream.random()
        for fault, share in self.plan.shares():
            at -= share
            if at < 0:
                return fault
        return None
