"""Pixels to PNG. Learner code sends pixels, never picture files, so nothing hostile is decoded."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PIXELS = 8_000_000
"""A figure cropped to what is drawn may be larger than the learner process was asked to make."""


def encode(width: int, height: int, data: bytes) -> bytes:
    """A PNG of `data`: height x width x 4 bytes of red, green, blue and opacity, row by row.

    Raises ValueError when the size does not fit the data or is too large.
    """
    if not (width > 0 and height > 0 and width * height <= MAX_PIXELS):
        raise ValueError(f"A picture of {width} x {height} pixels is not accepted.")
    if len(data) != width * height * 4:
        raise ValueError(f"{len(data)} bytes are no picture of {width} x {height} pixels.")
    row = width * 4
    lines = b"".join(b"\0" + data[at : at + row] for at in range(0, len(data), row))
    eight_bits, with_opacity = 8, 6
    head = struct.pack(">IIBBBBB", width, height, eight_bits, with_opacity, 0, 0, 0)
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", head),
            _chunk(b"IDAT", zlib.compress(lines, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
