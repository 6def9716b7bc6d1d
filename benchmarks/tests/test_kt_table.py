"""Tables that nobody has seen before: they are read, or the line is named that cannot be."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from benchmarks.kt_table import BadTable, Table, read

HEAD = "user_id,item_id,skill_ids,correct,timestamp\n"
DAMAGED = gzip.compress(bytes(range(256)) * 40)[:40] + b"\x5a" * 400  # its middle is overwritten
FIVE = "".join(f"u{n},i{n % 2},a;b,{n % 2},{n}\n" for n in range(5))


def written(tmp_path: Path, text: str, name: str = "answers.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def told(table: Table) -> list[tuple[str, str, list[str], int]]:
    """The rows in words."""
    return [
        (table.users[u], table.items[i], [table.skills[s] for s in table.combos[c]], y)
        for u, i, c, y in zip(
            table.user.tolist(),
            table.item.tolist(),
            table.combo.tolist(),
            table.right.tolist(),
            strict=True,
        )
    ]


def test_a_strange_little_table(tmp_path: Path) -> None:
    text = (
        "\ufeffcorrect, skill_ids ,note,item_id,user_id\r\n"
        '1,"fractions; ratio;fractions","a, b\nc",07,zoë\r\n'
        "\r\n"
        "0,,x,7,10\r\n"
        "TRUE,ratio;,x,07,9\r\n"
        "0.0,;,x,é,zoë\r\n"
        "1.0,fractions,x,7,10\r\n"
        "false,x y,x,7,a\r\n"
        "1,ratio;fractions,x,7,b\r\n"
    )
    table = read(written(tmp_path, text))
    assert told(table) == [
        ("9", "07", ["ratio"], 1),
        ("10", "7", [], 0),  # 9 before 10: numbers by size, then words
        ("10", "7", ["fractions"], 1),
        ("a", "7", ["x y"], 0),
        ("b", "7", ["fractions", "ratio"], 1),
        ("zoë", "07", ["fractions", "ratio"], 1),
        ("zoë", "é", [], 0),
    ]
    assert not table.has_times()


def test_a_packed_table_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "no-ending"
    path.write_bytes(gzip.compress((HEAD + FIVE).encode()))
    assert len(read(path)) == 5


def test_tabs_may_separate(tmp_path: Path) -> None:
    assert len(read(written(tmp_path, (HEAD + FIVE).replace(",", "\t")))) == 5


def test_time_orders_and_equal_times_keep_the_order_of_the_file(tmp_path: Path) -> None:
    text = HEAD + FIVE + "u0,late,,1,9.5\nu0,b,,1,3\nu0,a,,1,3\n"
    rows = [item for user, item, _, _ in told(read(written(tmp_path, text))) if user == "u0"]
    assert rows == ["i0", "b", "a", "late"]


def test_a_missing_time_is_that_of_the_row_before_and_is_told(tmp_path: Path) -> None:
    table = read(written(tmp_path, HEAD + FIVE + "u4,x,,1,\n"))
    assert table.at.tolist() == [0, 1, 2, 3, 4, 4]
    assert "1 rows had no timestamp" in table.note


def test_one_time_for_all_is_no_time(tmp_path: Path) -> None:
    rows = "".join(f"u{n},i,s,1,0\n" for n in range(5))
    assert not read(written(tmp_path, HEAD + rows)).has_times()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the column user_id, item_id, skill_ids, correct is missing"),
        (HEAD, "has 0 students"),
        ("user_id,item_id,correct\n", "line 1: the column skill_ids is missing"),
        (HEAD + "u,i,s,2,0\n", "line 2: correct is “2”, neither 0 nor 1"),
        (HEAD + FIVE + "u,i,s,,0\n", "line 7: correct is “”"),
        (HEAD + "u,i,s,1,soon\n", "line 2: timestamp is “soon”"),
        (HEAD + "u,i,s,1,nan\n", "line 2: timestamp is “nan”"),
        (HEAD + "u,,s,1,0\n", "line 2: user_id and item_id must not be empty"),
        (HEAD + "u,i,s,1,0,more\n", "line 2: 6 cells in place of 5"),
        (HEAD + 'u,"i\ni",s,1,0\nu,i,s,x,0\n', "line 4: correct is “x”"),
        (HEAD + FIVE.replace("u4", "u3"), "has 4 students. 5 folds by student need 5"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadTable, match=r"answers\.csv") as caught:
        read(written(tmp_path, text))
    assert said in str(caught.value)


@pytest.mark.parametrize("data", [b"\x1f\x8b broken", DAMAGED, b"\xff\xfe\x00", b"a\x00b,c\n"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(data)
    with pytest.raises(BadTable):
        read(path)


def test_ids_of_endless_digits_are_ids(tmp_path: Path) -> None:
    rows = "".join(f"{n},{'9' * 5000},s,1,0\n" for n in range(5))
    assert read(written(tmp_path, HEAD + rows)).items == ("9" * 5000,)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"nowhere\.csv cannot be read"):
        read(tmp_path / "nowhere.csv")


def test_a_student_is_in_one_fold_and_folds_are_as_even_as_can_be(tmp_path: Path) -> None:
    rows = "".join(f"u{n % 13},i{n},s,{n % 2},{n}\n" for n in range(60))
    table = read(written(tmp_path, HEAD + rows))
    folds = table.folds()
    of_user = {u: set(folds[table.user == u].tolist()) for u in range(13)}
    assert all(len(found) == 1 for found in of_user.values())
    sizes = np.bincount([found.pop() for found in of_user.values()])
    assert sizes.tolist() == [3, 3, 3, 2, 2]


def test_folds_are_those_of_the_protocol() -> None:
    """Distinct ids, permuted with seed 0; position k goes to fold k mod 5."""
    ids = np.arange(12)
    table = Table("t", ids, ids, ids * 0, ids % 2, ids * 0.0, ((),), tuple(map(str, ids)), (), ())
    order = np.random.default_rng(0).permutation(ids).tolist()
    assert table.folds().tolist() == [order.index(n) % 5 for n in range(12)]
