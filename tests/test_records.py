"""Our named tuples and classes of data do what those of the standard library do."""

from __future__ import annotations

import dataclasses
import pickle
import typing
from typing import Any

import pytest

from tei_edition import records, store

ours: Any = records


class Point(ours.NamedTuple):
    """A point."""

    x: int
    y: int = 0
    name: str = ""

    @property
    def far(self) -> bool:
        return self.x + self.y > 10


class TheirPoint(typing.NamedTuple):
    x: int
    y: int = 0
    name: str = ""


@ours.dataclass(slots=True)
class Thing:
    """A thing."""

    name: str
    parts: list[str] = ours.field(default_factory=list)
    size: int = 1
    hidden: int = ours.field(default=0, compare=False, repr=False)


@dataclasses.dataclass(slots=True)
class TheirThing:
    name: str
    parts: list[str] = dataclasses.field(default_factory=list)
    size: int = 1
    hidden: int = dataclasses.field(default=0, compare=False, repr=False)


@ours.dataclass(frozen=True, slots=True)
class Setting:
    value: str = ""


@ours.dataclass(slots=True, eq=False)
class Single:
    value: str = ""


def alike(one: object, other: object) -> bool:
    """Whether two things say the same of themselves, but for the names of their classes."""
    return repr(one) == repr(other).replace("Their", "")


def test_a_tuple_is_one() -> None:
    point = Point(1, name="here")
    assert point == (1, 0, "here") == Point(x=1, y=0, name="here")
    assert (point.x, point.y, point.name, point[2]) == (1, 0, "here", "here")
    assert alike(point, TheirPoint(1, name="here"))
    assert point._asdict() == {"x": 1, "y": 0, "name": "here"}
    assert point._replace(y=10).far
    assert Point._fields == TheirPoint._fields
    assert Point.__doc__ == "A point."
    assert pickle.loads(pickle.dumps(point)) == point
    with pytest.raises(ValueError, match="z"):
        point._replace(z=1)
    with pytest.raises(TypeError):
        Point()
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        point.other = 2


def test_a_field_may_have_any_name() -> None:
    class Odd(ours.NamedTuple):
        new: int
        cls: int
        tuple: int = 0

    assert Odd(1, cls=2) == (1, 2, 0)


def test_a_class_of_data_is_one() -> None:
    thing = Thing("oar", size=2)
    assert alike(thing, TheirThing("oar", size=2))
    assert thing == Thing("oar", [], 2, hidden=7)
    assert thing != Thing("oar")
    assert thing != "oar"
    thing.parts.append("blade")
    assert Thing("oar").parts == []
    assert records.replace(thing, name="mast") == Thing("mast", ["blade"], 2)
    assert [field.name for field in records.fields(Thing)] == ["name", "parts", "size", "hidden"]
    assert pickle.loads(pickle.dumps(thing)) == thing
    with pytest.raises(TypeError):
        Thing()
    with pytest.raises(TypeError):
        hash(thing)
    with pytest.raises(AttributeError):
        thing.other = 2


def test_what_is_frozen_has_a_hash_and_what_has_no_equal_is_itself() -> None:
    assert {Setting("a"), Setting("a"), Setting()} == {Setting(""), Setting("a")}
    assert pickle.loads(pickle.dumps(Setting("a"))) == Setting("a")
    one = Single()
    assert one == one
    assert one != Single()
    assert one in {one}


def test_a_constructor_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_kept", {"code": {}})
    monkeypatch.setattr(store, "_new", {})
    monkeypatch.setattr(store, "keep", lambda: None)

    def define() -> Any:
        @ours.dataclass(slots=True)
        class Other:
            rare: int = 3

        return Other

    assert define()().rare == 3
    kept = dict(store._new["code"])
    assert len(kept) == 1
    assert define()(rare=4).rare == 4
    assert store._new["code"] == kept
