"""What a zygote does with its memory, so that cloning it costs little."""

from __future__ import annotations

from ascent.runner.inside import pages

MAPS = """\
55d000000000-55d000800000 rw-p 00000000 00:00 0                          [heap]
7f0000100000-7f0001100000 rw-p 00000000 00:00 0
7f0002000000-7f0002600000 rw-p 00000000 00:00 0
7f0003000000-7f0004000000 rw-p 00001000 08:01 77                         /usr/lib/libc.so.6
7f0005000000-7f0006000000 ---p 00000000 00:00 0
"""


def test_long_stretches_that_lie_in_no_file_are_made_large_in_whole_large_pages():
    assert list(pages._stretches(MAPS)) == [
        (0x55D000000000, 0x55D000800000),
        (0x7F0000200000, 0x7F0001000000),
    ]


def test_enlarging_changes_nothing_that_a_program_sees():
    kept = [bytes([number % 256]) * 400 for number in range(60_000)]
    pages.enlarge()
    assert all(one == bytes([number % 256]) * 400 for number, one in enumerate(kept))
