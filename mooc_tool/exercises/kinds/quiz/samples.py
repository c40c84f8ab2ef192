"""A small bank of arithmetic in signs that need no language, for tests and for those who look at the kind."""

from pydantic import JsonValue

Record = dict[str, JsonValue]


def bank() -> list[JsonValue]:
    """Five items of each kind."""
    items: list[JsonValue] = []
    for n in range(2, 7):
        items += [_single(n), _multiple(n), _numeric(n), _ordering(n)]
    return items


def _same(text: object) -> JsonValue:
    return {"fr": str(text), "en": str(text)}


def _item(kind: str, n: int, asks: str, **more: JsonValue) -> Record:
    return {"id": f"{kind}-{n}", "kind": kind, "asks": _same(asks), "units": ["1-1"], "worked": True, **more}


def _choice(text: object, why: str = "") -> JsonValue:
    return {"says": _same(text), "why": _same(why)} if why else {"says": _same(text), "right": True}


def _single(n: int) -> Record:
    wrong = [_choice(n * n + gap, f"{n} × {n} ≠ {n * n + gap}") for gap in (-1, 1, n)]
    return _item("single", n, f"{n} × {n} = ?", choices=[_choice(n * n), *wrong])


def _multiple(n: int) -> Record:
    right = [_choice(n + gap) for gap in (1, 2)]
    wrong = [_choice(n - gap, f"{n - gap} ≤ {n}") for gap in (0, 1)]
    return _item("multiple", n, f"? > {n}", choices=[*right, *wrong])


def _numeric(n: int) -> Record:
    return _item("numeric", n, f"{n} ÷ 4 = ?", answer=n / 4, because=_same(f"{n / 4:g} × 4 = {n}"))


def _ordering(n: int) -> Record:
    steps: list[JsonValue] = [_same(f"{n} × {by}") for by in range(1, 5)]
    return _item("ordering", n, "? < ? < ? < ?", steps=steps, because=_same("1 < 2 < 3 < 4"))
