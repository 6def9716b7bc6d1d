"""Arrays on the wire: `.npy` bytes with the one header that numpy writes, and no other."""

from __future__ import annotations

import functools
import re
import struct
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .form import MAX_BINARY, NotFinite, WireError, only, sides, typed

if TYPE_CHECKING:
    from .reading import Reader
    from .writing import Writer

PLAIN = "biufcmMSU"  # kinds of numpy data that are plain bytes
TEXT = "SU"
MAX_ITEM = 1 << 20
SMALL = 4096
"""Arrays of at most so many bytes travel many in one."""

_MAGIC = b"\x93NUMPY\x01\x00"
_HEADER = re.compile(
    rb"\{'descr': '([<>|][biufcmMSU]\d*(?:\[\d*[a-zA-Z]+\])?)', 'fortran_order': (True|False), "
    rb"'shape': \(((?:\d{1,19}, )*\d{1,19},?|)\), \} *\n"
)


def encode(writer: Writer, value: Any) -> Any:
    """The JSON tree of an array, scalar or tensor; None if `value` is none of these."""
    np = sys.modules["numpy"]
    kind = type(value)
    if kind is np.ndarray:
        return write(writer, value)
    if issubclass(kind, np.generic) and kind.__module__ == "numpy":
        return _write_scalar(writer, value, np)
    torch = sys.modules.get("torch")
    if torch is not None and kind in (torch.Tensor, torch.nn.Parameter):
        return write(writer, value.detach().cpu().numpy())
    return None


def encode_many(writer: Writer, values: Sequence[Any], kind: type) -> Any:
    """Many small arrays of one shape, or many scalars of one kind, as one array."""
    np = sys.modules.get("numpy")
    if np is None:
        return None
    if kind is np.ndarray:
        first = values[0]
        form = (first.dtype, first.shape)
        if not first.shape or first.nbytes > SMALL or not _batched(first.dtype):
            return None
        if any((one.dtype, one.shape) != form for one in values):
            return None
        return {"$": "arrays", "v": npy(writer, np.array(values))}
    if issubclass(kind, np.generic) and kind.__module__ == "numpy":
        dtype = values[0].dtype
        if not _batched(dtype) or dtype.kind in "mM":
            return None
        return {"$": "scalars", "v": npy(writer, np.array(values, dtype))}
    return None


def _batched(dtype: Any) -> bool:
    return dtype.kind in PLAIN and dtype.kind not in TEXT and dtype.isnative


# --- writing --------------------------------------------------------------------


def npy(writer: Writer, array: Any) -> int:
    """Keep an array beside the JSON; the number of its part."""
    np = sys.modules["numpy"]
    _refuse(array.dtype)
    sides(array.shape, array.size)
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    if array.nbytes > MAX_BINARY:
        raise WireError("The value is too large to travel.")
    body = np.ascontiguousarray(array.T if fortran else array).reshape(-1).view(np.uint8)
    return writer.part(_header(array.dtype.str, fortran, array.shape), body.data)


def _header(descr: str, fortran: bool, shape: tuple[int, ...]) -> bytes:
    text = f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape!r}, }}".encode()
    size = len(_MAGIC) + 2
    padded = text + b" " * (-(size + len(text) + 1) % 64) + b"\n"
    return _MAGIC + struct.pack("<H", len(padded)) + padded


def write(writer: Writer, array: Any) -> Any:
    """The tree of an array: its bytes, or its items when it is an array of objects."""
    if array.dtype.kind == "O":
        told = sides(array.shape, array.size)
        return {"$": "objects", "shape": list(told), "v": writer.each(array.ravel().tolist())}
    return {"$": "array", "v": npy(writer, array)}


def _write_scalar(writer: Writer, value: Any, np: Any) -> Any:
    if isinstance(value, np.str_ | np.bytes_):  # an array, or `str`, would drop zeros at the end
        text = "".join([value]) if isinstance(value, np.str_) else b"".join([value])
        return {"$": "letters", "v": writer.encode(text)}
    return {"$": "scalar", "v": npy(writer, np.asarray(value))}


def _refuse(dtype: Any) -> None:
    """Refuse what is not plain bytes, and numbers that no two machines write alike."""
    long = dtype.kind in "fc" and dtype.itemsize > (16 if dtype.kind == "c" else 8)
    if dtype.kind not in PLAIN or long or not 0 < dtype.itemsize <= MAX_ITEM:
        raise WireError(f"An array of dtype {dtype} cannot travel.")


# --- reading --------------------------------------------------------------------


@functools.lru_cache(maxsize=256)
def _dtype(descr: bytes) -> Any:
    import numpy as np

    dtype = np.dtype(descr.decode())
    _refuse(dtype)
    if dtype.str != descr.decode() or dtype.subdtype or dtype.names:
        raise WireError("An array's dtype is not written as dtypes are.")
    return dtype


def read(reader: Reader, number: Any) -> Any:
    """The array in a binary part, every length checked before memory is taken."""
    import numpy as np

    data = reader.part(number)
    start = len(_MAGIC) + 2
    if bytes(data[: len(_MAGIC)]) != _MAGIC or len(data) < start:
        raise WireError("This is no array.")
    (length,) = struct.unpack_from("<H", data, len(_MAGIC))
    found = _HEADER.fullmatch(data[start : start + length])
    if found is None:
        raise WireError("The header of an array is not written as they are.")
    descr, fortran, told = found.groups()
    dtype, body = _dtype(descr), data[start + length :]
    shape = tuple(int(side) for side in told.split(b",") if side)
    if len(body) % dtype.itemsize:
        raise WireError("An array is not as long as it says.")
    sides(shape, len(body) // dtype.itemsize)
    if _header(descr.decode(), fortran == b"True", shape) != data[: start + length]:
        raise WireError("The header of an array is not written as they are.")
    array = np.frombuffer(body, dtype).reshape(shape, order="F" if fortran == b"True" else "C")
    _sound(array, np)
    return array.copy("K")


def _sound(array: Any, np: Any) -> None:
    """Refuse bytes that no value of this dtype has: reading them later would go wrong."""
    if array.dtype.kind == "b" and array.size and array.view(np.uint8).max() > 1:
        raise WireError("A truth value is neither true nor false.")
    if array.dtype.kind == "U" and array.size:
        flat = array.reshape(-1, order="A")
        codes = flat.view(np.dtype(np.uint32).newbyteorder(array.dtype.byteorder))
        if codes.max() > sys.maxunicode:
            raise WireError("A text has a character that does not exist.")
    generic = array.dtype.kind == "M" and np.datetime_data(array.dtype)[0] == "generic"
    if generic and not np.isnat(array).all():
        raise WireError("A time has no unit.")


def _read_many(reader: Reader, tree: dict[str, Any]) -> list[Any]:
    """The arrays that travelled as one."""
    whole = read(reader, only(tree, "v"))
    if whole.ndim < 2 or not _batched(whole.dtype) or whole[:1].nbytes > SMALL:
        raise WireError("This is no list of arrays.")
    reader.charge(len(whole) + 1)
    return [one.copy() for one in whole]


def _read_scalars(reader: Reader, tree: dict[str, Any]) -> list[Any]:
    """The scalars that travelled as one array."""
    import numpy as np

    whole = read(reader, only(tree, "v"))
    if whole.ndim != 1 or not _batched(whole.dtype) or whole.dtype.kind in "mM":
        raise WireError("This is no list of numbers.")
    reader.charge(len(whole) + 1)
    if reader.finite and whole.dtype.kind in "fc" and not np.isfinite(whole).all():
        raise NotFinite(repr(float(whole[~np.isfinite(whole)][0].real)))
    return list(whole)


def _read_scalar(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    array = read(reader, only(tree, "v"))
    if array.shape != () or array.dtype.kind in TEXT:
        raise WireError("This is no scalar.")
    if reader.finite and array.dtype.kind in "fc" and not np.isfinite(array):
        raise NotFinite(repr(float(array.real)))
    return array[()]


def _read_letters(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    text = reader.decode(only(tree, "v"))
    if type(text) not in (str, bytes):
        raise WireError("This is no text.")
    return np.str_(text) if type(text) is str else np.bytes_(text)


def _read_objects(reader: Reader, tree: dict[str, Any]) -> Any:
    import numpy as np

    shape, values = only(tree, "shape", "v")
    items = reader.each(values)
    told = sides(typed(shape, list), len(items))
    array = np.empty(len(items), dtype=object)
    for at, item in enumerate(items):
        array[at] = item
    return array.reshape(told)


READERS = {
    "array": lambda reader, tree: read(reader, only(tree, "v")),
    "objects": _read_objects,
    "scalar": _read_scalar,
    "letters": _read_letters,
}
MANY_READERS = {"arrays": _read_many, "scalars": _read_scalars}
