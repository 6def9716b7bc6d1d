"""The part of the wire that knows pandas: tables column by column, indexes, times."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from . import arrays, zones
from .form import MAX_BINARY, WireError, distinct, only, typed

if TYPE_CHECKING:
    from .reading import Reader
    from .writing import Writer

COST = 100
"""A column or an index counts as so many values: it takes as long to build."""

MAX_RANGE = MAX_BINARY // 8
"""A range of row numbers is no longer than the array that it stands for could be."""

_UNITS = ("s", "ms", "us", "ns")
_TEXT = {"str": "str", "string": "string"}
_MASKED = {f"{sign}Int{bits}": "IntegerArray" for sign in ("", "U") for bits in (8, 16, 32, 64)}
_MASKED |= {"Float32": "FloatingArray", "Float64": "FloatingArray", "boolean": "BooleanArray"}


def _pandas() -> Any:
    return importlib.import_module("pandas")


# --- writing --------------------------------------------------------------------


def encode(writer: Writer, value: Any) -> Any:
    """The JSON tree of a table, column, index or time; None if `value` is none of these."""
    pd = sys.modules.get("pandas")
    if pd is None or not hasattr(pd, "DataFrame"):
        return None
    kind = type(value)
    if kind is pd.DataFrame:
        data = _write_data(writer, value, pd)
        names, index = _index(writer, value.columns, pd), _index(writer, value.index, pd)
        return {"$": "frame", "columns": names, "index": index, "data": data}
    if kind is pd.Series:
        index, name = _index(writer, value.index, pd), writer.encode(value.name)
        return {"$": "series", "index": index, "name": name, "v": _column(writer, value, pd)}
    if issubclass(kind, pd.Index):
        return {"$": "index", "v": _index(writer, value, pd)}
    if kind is pd.Timestamp:
        zone = zones.name(value.tz) if value.tz is not None else None
        count = int(value.to_datetime64().view("i8"))
        return {"$": "timestamp", "v": writer.encode(count), "unit": value.unit, "tz": zone}
    if kind is pd.Timedelta:
        count = int(value.to_timedelta64().view("i8"))
        return {"$": "delta", "v": writer.encode(count), "unit": value.unit}
    if value is pd.NaT:
        return {"$": "nat"}
    return {"$": "na"} if value is pd.NA else None


def _write_data(writer: Writer, frame: Any, pd: Any) -> Any:
    """The columns: numbers of one dtype as one block, others one by one."""
    kinds = set(frame.dtypes)
    if len(kinds) == 1 and getattr(first := kinds.pop(), "kind", "") in "biufc":
        block = frame.to_numpy()
        if block.dtype == first:
            writer.charge(COST)
            return {"k": "block", "v": arrays.npy(writer, block)}
    return [_column(writer, frame.iloc[:, at], pd) for at in range(frame.shape[1])]


def _column(writer: Writer, values: Any, pd: Any) -> dict[str, Any]:
    """One column (a Series or an Index) as (kind, values, mask)."""
    writer.charge(COST)
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = values.cat.codes if hasattr(values, "cat") else values.codes
        return {
            "k": "category",
            "codes": arrays.npy(writer, pd.Series(codes).to_numpy()),
            "categories": _index(writer, dtype.categories, pd),
            "ordered": bool(dtype.ordered),
        }
    if isinstance(dtype, pd.DatetimeTZDtype):
        plain = pd.Series(values).dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
        return {"k": "zoned", "v": arrays.npy(writer, plain), "tz": zones.name(dtype.tz)}
    if isinstance(dtype, pd.StringDtype):
        texts = values.array.to_numpy(dtype=object, na_value=None).tolist()
        return {"k": "text", "dtype": _text_kind(dtype), "v": writer.each(texts)}
    if str(dtype) in _MASKED:
        numbers = values.array.to_numpy(dtype=dtype.numpy_dtype, na_value=0)
        mask = pd.Series(values.isna()).to_numpy(dtype=bool)
        told = {"v": arrays.npy(writer, numbers), "mask": arrays.npy(writer, mask)}
        return {"k": "masked", "dtype": str(dtype), **told}
    array = values.to_numpy()
    if array.dtype != dtype:
        raise WireError(f"A column of dtype {dtype} cannot travel.")
    return {"k": "array", "v": arrays.write(writer, array)}


def _text_kind(dtype: Any) -> str:
    """`str` is the text of pandas 3 whose missing value is nan; `string` has NA."""
    return "str" if str(dtype) == "str" else "string"


def _index(writer: Writer, index: Any, pd: Any) -> dict[str, Any]:
    writer.charge(COST)
    if type(index) is pd.RangeIndex:
        if len(index) > MAX_RANGE:
            raise WireError("An index is too long to travel.")
        ends = writer.each([index.start, index.stop, index.step])
        return {"k": "range", "v": ends, "name": writer.encode(index.name)}
    if type(index) is pd.MultiIndex:
        levels = [_column(writer, index.get_level_values(at), pd) for at in range(index.nlevels)]
        return {"k": "multi", "v": levels, "names": writer.each(index.names)}
    _labels(index)
    return {"k": "index", "v": _column(writer, index, pd), "name": writer.encode(index.name)}


def _labels(index: Any) -> None:
    """Refuse labels that nothing can be looked up by: pandas itself fails on them, later."""
    if index.dtype == object:
        try:
            list(map(hash, index))
        except TypeError as error:
            raise WireError("An index has a label that cannot be one.") from error


# --- reading --------------------------------------------------------------------


def _split(tree: Any) -> tuple[Any, dict[str, Any]]:
    kind = typed(tree, dict).get("k")
    return kind, {key: value for key, value in tree.items() if key != "k"}


def _read_column(reader: Reader, tree: Any) -> Any:
    """The values of a column as something that pandas takes for a Series or an Index."""
    reader.charge(COST)
    kind, fields = _split(tree)
    if type(kind) is not str or kind not in _COLUMNS:
        raise WireError(f"Unknown kind of column: {kind!r}.")
    return _COLUMNS[kind](reader, fields)


def _flat(reader: Reader, number: Any, kinds: str) -> Any:
    """A one-dimensional array from a part, of one of the kinds of dtype."""
    array = arrays.read(reader, number)
    if array.ndim != 1 or array.dtype.kind not in kinds:
        raise WireError("A column holds something else than it says.")
    return array


def _read_plain(reader: Reader, fields: dict[str, Any]) -> Any:
    import numpy as np

    values = reader.decode(only(fields, "v"))
    if type(values) is not np.ndarray or values.ndim != 1 or values.dtype.kind in arrays.TEXT:
        raise WireError("A column holds something else than it says.")
    _timed(values.dtype)
    return values


def _timed(dtype: Any) -> None:
    """Refuse times in units that pandas would change."""
    import numpy as np

    if dtype.kind in "mM" and np.datetime_data(dtype) not in {(unit, 1) for unit in _UNITS}:
        raise WireError("A column of times has a unit that tables do not have.")


def _read_text(reader: Reader, fields: dict[str, Any]) -> Any:
    dtype, values = only(fields, "dtype", "v")
    texts = reader.each(values)
    if not set(map(type, texts)) <= {str, type(None)}:
        raise WireError("A column of text holds something else.")
    return _pandas().array(texts, dtype=_TEXT[typed(dtype, str)])


def _read_masked(reader: Reader, fields: dict[str, Any]) -> Any:
    dtype, values, mask = only(fields, "dtype", "v", "mask")
    kind = getattr(_pandas().arrays, _MASKED[typed(dtype, str)])
    numbers, gone = _flat(reader, values, "biuf"), _flat(reader, mask, "b")
    column = kind(numbers, gone)
    if str(column.dtype) != dtype or len(gone) != len(numbers):
        raise WireError("A mask does not fit its column.")
    return column


def _read_zoned(reader: Reader, fields: dict[str, Any]) -> Any:
    values, zone = only(fields, "v", "tz")
    plain = _flat(reader, values, "M")
    _timed(plain.dtype)
    return _pandas().DatetimeIndex(plain).tz_localize("UTC").tz_convert(zones.named(zone)).array


def _read_category(reader: Reader, fields: dict[str, Any]) -> Any:
    codes, categories, ordered = only(fields, "codes", "categories", "ordered")
    places, (kind, inner) = _flat(reader, codes, "i"), _split(categories)
    if kind == "multi" or (kind == "index" and typed(inner.get("v"), dict).get("k") == "category"):
        raise WireError("Categories are themselves categories.")
    names = _read_index(reader, categories)
    _apart(names)
    return _pandas().Categorical.from_codes(places, names, ordered=typed(ordered, bool))


def _apart(values: Any) -> None:
    if values.dtype == object:
        distinct(values.tolist())


_COLUMNS = {
    "array": _read_plain,
    "text": _read_text,
    "masked": _read_masked,
    "zoned": _read_zoned,
    "category": _read_category,
}


def _read_index(reader: Reader, tree: Any) -> Any:
    pd = _pandas()
    reader.charge(COST)
    kind, fields = _split(tree)
    if kind == "range":
        ends, name = only(fields, "v", "name")
        start, stop, step = (typed(end, int) for end in reader.each(ends))
        if len(range(start, stop, step)) > MAX_RANGE:
            raise WireError("An index is too long.")
        return pd.RangeIndex(start, stop, step, name=reader.decode(name))
    if kind == "multi":
        levels, names = only(fields, "v", "names")
        columns = [_read_column(reader, level) for level in typed(levels, list)]
        for column in columns:
            _apart(column)
        told = [pd.Index(column, dtype=column.dtype) for column in columns]
        index = pd.MultiIndex.from_arrays(told, names=reader.each(names))
        _same([level.dtype for level in index.levels], told)
        return index
    if kind == "index":
        values, name = only(fields, "v", "name")
        column = _read_column(reader, values)
        index = pd.Index(column, dtype=column.dtype, name=reader.decode(name))
        _same([index.dtype], [column])
        _labels(index)
        return index
    raise WireError(f"Unknown kind of index: {kind!r}.")


def _same(dtypes: list[Any], columns: list[Any]) -> None:
    """Refuse what pandas changed: it would not be of the type that it claims."""
    if dtypes != [column.dtype for column in columns]:
        raise WireError("A column cannot have the dtype that it claims.")


def _read_frame(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()
    names, index, data = only(tree, "columns", "index", "data")
    rows, labels = _read_index(reader, index), _read_index(reader, names)
    if type(data) is dict:
        frame = _read_block(reader, data, rows, pd)
    else:
        values = [_read_column(reader, column) for column in typed(data, list)]
        if any(len(column) != len(rows) for column in values):
            raise WireError("The columns of a table do not fit together.")
        held = {
            at: pd.Series(column, rows, object) if column.dtype == object else column
            for at, column in enumerate(values)
        }
        frame = pd.DataFrame(held, index=rows)
        _same(frame.dtypes.tolist(), values)
    frame.columns = labels
    return frame


def _read_block(reader: Reader, data: dict[str, Any], rows: Any, pd: Any) -> Any:
    reader.charge(COST)
    kind, fields = _split(data)
    block = arrays.read(reader, only(fields, "v"))
    if kind != "block" or block.ndim != 2 or block.dtype.kind not in "biufc":
        raise WireError("A table holds something else than it says.")
    if len(block) != len(rows) or not block.shape[1]:
        raise WireError("The columns of a table do not fit together.")
    frame = pd.DataFrame(block, rows)
    _same(frame.dtypes.tolist()[:1], [block])
    return frame


def _read_series(reader: Reader, tree: dict[str, Any]) -> Any:
    index, name, values = only(tree, "index", "name", "v")
    column, rows = _read_column(reader, values), _read_index(reader, index)
    series = _pandas().Series(column, rows, column.dtype, reader.decode(name))
    _same([series.dtype], [column])
    return series


def _read_timestamp(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    value, unit, zone = only(tree, "v", "unit", "tz")
    stamp = _moment(np.datetime64(_count(reader, value), _unit(unit)), _pandas().Timestamp)
    return stamp if zone is None else stamp.tz_localize("UTC").tz_convert(zones.named(zone))


def _read_delta(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    value, unit = only(tree, "v", "unit")
    return _moment(np.timedelta64(_count(reader, value), _unit(unit)), _pandas().Timedelta)


def _count(reader: Reader, tree: Any) -> int:
    count: int = typed(reader.decode(tree), int)
    return count


def _unit(unit: Any) -> Any:
    if typed(unit, str) not in _UNITS:
        raise WireError("A time has a unit that tables do not have.")
    return unit


def _moment(value: Any, kind: type) -> Any:
    """A time that is one, not the missing time in disguise."""
    return typed(kind(value), kind)


def _read_missing(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()
    only(tree)
    return pd.NaT if tree["$"] == "nat" else pd.NA


READERS = {
    "frame": _read_frame,
    "series": _read_series,
    "index": lambda reader, tree: _read_index(reader, only(tree, "v")),
    "timestamp": _read_timestamp,
    "delta": _read_delta,
    "nat": _read_missing,
    "na": _read_missing,
}
