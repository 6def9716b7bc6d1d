"""Pixels become a picture that others can read; what are no pixels does not."""

from __future__ import annotations

import struct
import zlib

import pytest

from ascent.runner import png


def test_every_pixel_is_in_the_picture():
    pixels = bytes(range(2 * 3 * 4))
    picture = png.encode(2, 3, pixels)
    assert picture.startswith(png.SIGNATURE)
    assert struct.unpack(">II", picture[16:24]) == (2, 3)
    start = picture.index(b"IDAT") + 4
    lines = zlib.decompress(picture[start : picture.index(b"IEND") - 8])
    assert lines == b"".join(b"\0" + pixels[at : at + 8] for at in (0, 8, 16))


@pytest.mark.parametrize(
    ("width", "height", "data"),
    [(2, 2, b"short"), (0, 0, b""), (-1, -4, bytes(16)), (10**5, 10**5, b"")],
)
def test_what_is_no_picture_is_refused(width, height, data):
    with pytest.raises(ValueError, match="picture"):
        png.encode(width, height, data)
