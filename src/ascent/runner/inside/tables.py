"""The part of the wire that knows numpy and pandas: arrays, scalars, tables, times."""

from __future__ import annotations

import importlib
import io
import math
import sys
from typing import Any

from .wire import Reader, WireError, Writer, only, typed

PLAIN = "biufcmMSU"  # kinds of numpy data that are plain bytes


def encode(writer: Writer, value: Any) -> Any:
    """The JSON tree of an array, scalar or table; None if `value` is none of these."""
    np = sys.modules["numpy"]
    kind = type(value)
    if kind is np.ndarray:
        return _write_array(writer, value)
    if issubclass(kind, np.generic) and kind.__module__ == "numpy":
        return {"$": "scalar", "v": _npy(writer, np.asarray(value))}
    torch = sys.modules.get("torch")
    if torch is not None and kind in (torch.Tensor, torch.nn.Parameter):
        return _write_array(writer, value.detach().cpu().numpy())
    pd = sys.modules.get("pandas")
    return None if pd is None or not hasattr(pd, "DataFrame") else _encode_pandas(writer, value, pd)


def decode(reader: Reader, tag: Any, tree: dict[str, Any]) -> Any:
    """The value of a tagged tree that `encode` wrote. Raises WireError."""
    if type(tag) is not str or tag not in _READERS:
        raise WireError(f"Unknown kind of value: {tag!r}.")
    return _READERS[tag](reader, tree)


def _pandas() -> Any:
    return importlib.import_module("pandas")


# --- arrays -------------------------------------------------------------------


def _npy(writer: Writer, array: Any) -> int:
    np = sys.modules["numpy"]
    if array.dtype.kind not in PLAIN:
        raise WireError(f"An array of dtype {array.dtype} cannot travel.")
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, allow_pickle=False)
    return writer.part(buffer.getvalue())


def _write_array(writer: Writer, array: Any) -> Any:
    if array.dtype.kind in PLAIN:
        return {"$": "array", "v": _npy(writer, array)}
    if array.dtype.kind == "O":
        items = writer.each(array.ravel().tolist())
        return {"$": "objects", "shape": list(array.shape), "v": items}
    raise WireError(f"An array of dtype {array.dtype} cannot travel.")


def _array(reader: Reader, number: Any) -> Any:
    """The array in a binary part, every length checked before memory is taken."""
    import numpy as np

    data = reader.part(number)
    buffer = io.BytesIO(data)
    version = np.lib.format.read_magic(buffer)
    if version not in ((1, 0), (2, 0)):
        raise WireError("This .npy version is not accepted.")
    read = (
        np.lib.format.read_array_header_1_0
        if version == (1, 0)
        else np.lib.format.read_array_header_2_0
    )
    shape, fortran, dtype = read(buffer)
    if dtype.kind not in PLAIN or dtype.itemsize == 0 or dtype.subdtype or len(shape) > 32:
        raise WireError(f"An array of dtype {dtype} is not accepted.")
    if any(type(side) is not int or side < 0 for side in shape):
        raise WireError("An array has an impossible shape.")
    body = data[buffer.tell() :]
    if math.prod(shape) * dtype.itemsize != len(body):
        raise WireError("An array is not as long as it says.")
    return np.frombuffer(body, dtype).reshape(shape, order="F" if fortran else "C").copy("K")


def _read_objects(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    shape, values = only(tree, "shape", "v")
    items = reader.each(values)
    sides = tuple(typed(side, int) for side in typed(shape, list))
    if any(side < 0 for side in sides) or len(sides) > 32 or math.prod(sides) != len(items):
        raise WireError("An array is not as long as it says.")
    array = np.empty(len(items), dtype=object)
    for at, item in enumerate(items):
        array[at] = item
    return array.reshape(sides)


def _read_scalar(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    array = _array(reader, only(tree, "v"))
    if array.shape != ():
        raise WireError("A scalar has a shape.")
    if reader.finite and array.dtype.kind in "fc" and not np.isfinite(array):
        from .wire import NotFinite

        raise NotFinite(repr(float(array.real)))
    return array[()]


# --- tables -------------------------------------------------------------------


def _encode_pandas(writer: Writer, value: Any, pd: Any) -> Any:
    kind = type(value)
    if kind is pd.DataFrame:
        columns = [_column(writer, value.iloc[:, at], pd) for at in range(value.shape[1])]
        names, index = _index(writer, value.columns, pd), _index(writer, value.index, pd)
        return {"$": "frame", "columns": names, "index": index, "data": columns}
    if kind is pd.Series:
        index, name = _index(writer, value.index, pd), writer.encode(value.name)
        return {"$": "series", "index": index, "name": name, "v": _column(writer, value, pd)}
    if issubclass(kind, pd.Index):
        return {"$": "index", "v": _index(writer, value, pd)}
    if kind is pd.Timestamp:
        zone = str(value.tz) if value.tz is not None else None
        return {"$": "timestamp", "v": int(value.value), "unit": value.unit, "tz": zone}
    if kind is pd.Timedelta:
        return {"$": "delta", "v": int(value.value), "unit": value.unit}
    if value is pd.NaT:
        return {"$": "nat"}
    return {"$": "na"} if value is pd.NA else None


def _column(writer: Writer, values: Any, pd: Any) -> dict[str, Any]:
    """One column (a Series or an Index) as (kind, values, mask)."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = values.cat.codes if hasattr(values, "cat") else values.codes
        return {
            "k": "category",
            "codes": _npy(writer, pd.Series(codes).to_numpy()),
            "categories": _index(writer, dtype.categories, pd),
            "ordered": bool(dtype.ordered),
        }
    if isinstance(dtype, pd.DatetimeTZDtype):
        plain = pd.Series(values).dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
        return {"k": "zoned", "v": _npy(writer, plain), "tz": str(dtype.tz)}
    if isinstance(dtype, pd.StringDtype):
        missing = values.isna()
        texts = [None if gone else str(text) for text, gone in zip(values, missing, strict=True)]
        return {"k": "text", "dtype": _text_kind(dtype), "v": texts}
    if hasattr(dtype, "numpy_dtype") and hasattr(values.array, "_mask"):
        mask = values.isna()
        filled = pd.Series(values).fillna(dtype.type(0)).to_numpy(dtype=dtype.numpy_dtype)
        mask_at = _npy(writer, pd.Series(mask).to_numpy(dtype=bool))
        return {"k": "masked", "dtype": str(dtype), "v": _npy(writer, filled), "mask": mask_at}
    array = values.to_numpy()
    if array.dtype != dtype:
        raise WireError(f"A column of dtype {dtype} cannot travel.")
    return {"k": "array", "v": writer.encode(array)}


def _text_kind(dtype: Any) -> str:
    """`str` is the text of pandas 3 whose missing value is nan; `string` has NA."""
    return "str" if str(dtype) == "str" else "string"


def _index(writer: Writer, index: Any, pd: Any) -> dict[str, Any]:
    if type(index) is pd.RangeIndex:
        ends = [index.start, index.stop, index.step]
        return {"k": "range", "v": ends, "name": writer.encode(index.name)}
    if type(index) is pd.MultiIndex:
        levels = [_column(writer, index.get_level_values(at), pd) for at in range(index.nlevels)]
        return {"k": "multi", "v": levels, "names": writer.each(index.names)}
    return {"k": "index", "v": _column(writer, index, pd), "name": writer.encode(index.name)}


def _read_column(reader: Reader, tree: Any) -> Any:
    """The values of a column as something that pandas takes for a Series or an Index."""
    pd = _pandas()

    kind = typed(tree, dict).get("k")
    fields = {key: value for key, value in tree.items() if key != "k"}
    if kind == "array":
        values = reader.decode(only(fields, "v"))
        if getattr(values, "ndim", None) != 1:
            raise WireError("A column is not one-dimensional.")
        return values
    if kind == "text":
        dtype, texts = only(fields, "dtype", "v")
        if any(text is not None and type(text) is not str for text in typed(texts, list)):
            raise WireError("A column of text holds something else.")
        return pd.array(texts, dtype={"str": "str", "string": "string"}[dtype])
    if kind == "masked":
        dtype, values, mask = only(fields, "dtype", "v", "mask")
        if typed(dtype, str) not in _MASKED:
            raise WireError(f"A column of dtype {dtype} is not accepted.")
        column = pd.array(_array(reader, values), dtype=dtype)
        column[typed_mask(_array(reader, mask), len(column))] = pd.NA
        return column
    if kind == "zoned":
        values, zone = only(fields, "v", "tz")
        plain = pd.DatetimeIndex(_array(reader, values))
        return plain.tz_localize("UTC").tz_convert(typed(zone, str)).array
    if kind == "category":
        codes, categories, ordered = only(fields, "codes", "categories", "ordered")
        return pd.Categorical.from_codes(
            _array(reader, codes), _read_index(reader, categories), ordered=typed(ordered, bool)
        )
    raise WireError(f"Unknown kind of column: {kind!r}.")


_MASKED = {f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)}
_MASKED |= {"Float32", "Float64", "boolean"}


def typed_mask(mask: Any, length: int) -> Any:
    """`mask` if it is an array of `length` truth values."""
    if mask.dtype.kind != "b" or mask.shape != (length,):
        raise WireError("A mask does not fit its column.")
    return mask


def _read_index(reader: Reader, tree: Any) -> Any:
    pd = _pandas()

    kind = typed(tree, dict).get("k")
    fields = {key: value for key, value in tree.items() if key != "k"}
    if kind == "range":
        ends, name = only(fields, "v", "name")
        start, stop, step = (typed(end, int) for end in typed(ends, list))
        return pd.RangeIndex(start, stop, step, name=reader.decode(name))
    if kind == "multi":
        levels, names = only(fields, "v", "names")
        columns = [_read_column(reader, level) for level in typed(levels, list)]
        return pd.MultiIndex.from_arrays(columns, names=reader.each(names))
    if kind == "index":
        values, name = only(fields, "v", "name")
        column = _read_column(reader, values)
        return pd.Index(column, dtype=column.dtype, name=reader.decode(name))
    raise WireError(f"Unknown kind of index: {kind!r}.")


def _read_frame(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()

    columns, index, data = only(tree, "columns", "index", "data")
    rows, names = _read_index(reader, index), _read_index(reader, columns)
    values = [_read_column(reader, column) for column in typed(data, list)]
    if len(names) != len(values) or any(len(column) != len(rows) for column in values):
        raise WireError("The columns of a table do not fit together.")
    frame = pd.DataFrame(dict(enumerate(values)), index=rows)
    frame.columns = names
    return frame


def _read_series(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()

    index, name, values = only(tree, "index", "name", "v")
    column = _read_column(reader, values)
    return pd.Series(column, _read_index(reader, index), column.dtype, reader.decode(name))


def _read_timestamp(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()

    value, unit, zone = only(tree, "v", "unit", "tz")
    stamp = pd.Timestamp(typed(value, int), unit="ns").as_unit(typed(unit, str))
    return stamp if zone is None else stamp.tz_localize("UTC").tz_convert(typed(zone, str))


def _read_delta(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()

    value, unit = only(tree, "v", "unit")
    return pd.Timedelta(typed(value, int), unit="ns").as_unit(typed(unit, str))


def _read_missing(reader: Reader, tree: dict[str, Any]) -> Any:
    pd = _pandas()

    only(tree)
    return pd.NaT if tree["$"] == "nat" else pd.NA


_READERS = {
    "array": lambda reader, tree: _array(reader, only(tree, "v")),
    "objects": _read_objects,
    "scalar": _read_scalar,
    "frame": _read_frame,
    "series": _read_series,
    "index": lambda reader, tree: _read_index(reader, only(tree, "v")),
    "timestamp": _read_timestamp,
    "delta": _read_delta,
    "nat": _read_missing,
    "na": _read_missing,
}
