"""Blocks of a content text."""

from ascent.curriculum.markdown import blocks, figure_references, is_run_cell, word_count

TEXT = """\
# Title

A paragraph
of two lines.

```python run
x = 1

y = 2
```

````markdown
```python run
not a cell
```
````

::: margin
A note.
:::

![What it shows](figure:a-plot) and `![no](figure:code)`.
"""


def test_blocks_come_in_order_with_their_lines() -> None:
    assert [(block.kind, block.line) for block in blocks(TEXT)] == [
        ("heading", 1),
        ("text", 3),
        ("fence", 6),
        ("fence", 12),
        ("margin", 18),
        ("text", 19),
        ("margin", 20),
        ("text", 22),
    ]


def test_a_run_cell_is_a_fence_marked_python_run() -> None:
    assert [block.text for block in blocks(TEXT) if is_run_cell(block)] == ["x = 1\n\ny = 2"]


def test_figures_are_found_outside_code() -> None:
    found = [one for block in blocks(TEXT) for one in figure_references(block)]
    assert [(one.id, one.alt, one.line) for one in found] == [("a-plot", "What it shows", 22)]


def test_an_open_fence_runs_to_the_end_and_says_so() -> None:
    (block,) = blocks("```python run\nx = 1\n")
    assert not block.closed


def test_words_in_code_do_not_count() -> None:
    assert word_count("one two\n\n```\nthree four\n```\nfive") == 3


def test_the_code_of_an_indented_fence_is_read_without_its_indentation() -> None:
    (_, fence) = blocks("- So:\n\n  ```python run\n  if x:\n      y()\n\n  ```\n")
    assert fence.text == "if x:\n    y()\n"
