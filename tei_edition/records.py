"""`NamedTuple` and `dataclass` as the standard library has them, but cheap to define.

The standard library writes the methods of every such class as source text and compiles it anew in each process:
for the classes of this package that took a fifth of the time of a short run. Here the methods are the same
functions for all classes, but for the constructor, which must be fast; it is compiled once and
kept between runs (`store`). Classes are written as ever:

    class Span(NamedTuple):              @dataclass(slots=True)
        start: int                       class Note:
        end: int = 0                         id: str
                                             body: list[str] = field(default_factory=list)

To a type checker these are the names of the standard library. What it alone need check is not checked again:
a `frozen` class can be hashed, but nothing stops a program that was not checked from changing it.
Classes made by `dataclass` have slots, and do not inherit from each other.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable
from operator import attrgetter, itemgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from . import store

__all__ = ["NamedTuple", "dataclass", "field", "fields", "replace"]

_MISSING: Any = object()


class _Field:
    """A field of a class of data: its default, or what makes it, and whether `==` and `repr` look at it."""

    __slots__ = ("compare", "default", "factory", "name", "repr")

    def __init__(self, default: Any, factory: Any, compare: bool, repr_: bool) -> None:
        self.default, self.factory, self.compare, self.repr = default, factory, compare, repr_
        self.name = ""


def _field(
    *, default: Any = _MISSING, default_factory: Any = _MISSING, compare: bool = True, repr: bool = True
) -> Any:
    return _Field(default, default_factory, compare, repr)


def _dataclass(*, slots: bool, eq: bool = True, frozen: bool = False) -> Callable[[type[Any]], type[Any]]:
    if not slots:
        raise TypeError("a class of data has slots")

    def make(cls: type[Any]) -> type[Any]:
        """The class again: with slots, which must be there from the start, and with methods."""
        own = dict(vars(cls))
        told = [_told(name, own.pop(name, _MISSING)) for name in cls.__annotations__]
        for name in ("__dict__", "__weakref__"):
            own.pop(name)
        names = tuple(one.name for one in told)
        own |= {
            "__slots__": names,
            "__match_args__": names,
            "__record_fields__": tuple(told),
            "__repr__": _repr,
        }
        if eq:
            compared = [one.name for one in told if one.compare]
            own |= {
                "__record_values__": attrgetter(*compared, compared[0])
            }  # two at least: the values are a tuple
            own |= {"__eq__": _equal, "__hash__": _hash if frozen else None}
        own["__init__"] = _constructor(told)
        return type(cls.__name__, cls.__bases__, own)

    return make


def _told(name: str, default: Any) -> _Field:
    one = default if isinstance(default, _Field) else _Field(default, _MISSING, True, True)
    one.name = name
    return one


def _constructor(told: Iterable[_Field]) -> FunctionType:
    """`__init__`, which takes a value for each field or makes one."""
    parameters, settings = ["self"], []
    values: dict[str, Any] = {"_MISSING": _MISSING}
    for one in told:
        name = one.name
        if one.factory is not _MISSING:
            values[f"_make_{name}"] = one.factory
            parameters.append(f"{name}=_MISSING")
            settings.append(f" self.{name} = _make_{name}() if {name} is _MISSING else {name}\n")
            continue
        if one.default is not _MISSING:
            values[f"_default_{name}"] = one.default
        parameters.append(name if one.default is _MISSING else f"{name}=_default_{name}")
        settings.append(f" self.{name} = {name}\n")
    return _function("__init__", f"def __init__({', '.join(parameters)}):\n{''.join(settings)}", values)


def _function(name: str, source: str, values: dict[str, Any]) -> FunctionType:
    """The function that a text defines, with the values of the names it uses; compiled, or from the store."""
    code = store.recall("code", source)
    if not isinstance(code, CodeType):
        code = compile(source, f"<{name} of {__name__}>", "exec")
        store.remember("code", source, code)
    values["__name__"] = __name__
    exec(code, values)  # noqa: S102 of the names that a class of this package gives its fields
    function: FunctionType = values[name]
    return function


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__record_values__(self) == self.__record_values__(other)


def _hash(self: Any) -> int:
    return hash(self.__record_values__(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in self.__record_fields__ if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _fields(record: Any) -> tuple[_Field, ...]:
    told: tuple[_Field, ...] = record.__record_fields__
    return told


def _replace(record: Any, **changes: Any) -> Any:
    return type(record)(**{one.name: getattr(record, one.name) for one in record.__record_fields__} | changes)


# -- tuples --------------------------------------------------------------------------------------

_getter = getattr(collections, "_tuplegetter", None) or (lambda at, doc: property(itemgetter(at), doc=doc))


class _Tuple(tuple[Any, ...]):
    """What all named tuples share."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:
        return tuple.__new__(cls, values)

    def _replace(self, **changes: Any) -> Any:
        changed = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"no such fields: {[*changes]}")
        return changed

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__qualname__}({shown})"


class _Naming(type):
    """Makes of a class with annotations one of named tuples."""

    def __new__(cls, name: str, _bases: tuple[type, ...], own: dict[str, Any]) -> Any:
        fields = tuple(own["__annotations__"])
        defaults = {field: own.pop(field) for field in fields if field in own}
        used = {"_new": tuple.__new__} | {f"_default_{field}": value for field, value in defaults.items()}
        # names of fields do not begin with an underscore, those of all else in the constructor do
        taken = ", ".join(f"{f}=_default_{f}" if f in defaults else f for f in fields)
        source = f"def __new__(_cls, {taken}):\n return _new(_cls, ({', '.join(fields)},))\n"
        own |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
        own |= {field: _getter(at, field) for at, field in enumerate(fields)}
        own["__new__"] = _function("__new__", source, used)
        return type(name, (_Tuple,), own)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, replace
    from typing import NamedTuple
else:
    dataclass, field, fields, replace = _dataclass, _field, _fields, _replace
    NamedTuple = type.__new__(_Naming, "NamedTuple", (), {})
