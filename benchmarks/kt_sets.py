"""The three public sets of the knowledge-tracing benchmark, as they lie on disk.

They are not part of Ascent and are not shipped with it: their terms allow research use. Each
is a folder with `train.csv.gz` and `test.csv` (or only `test.csv.gz`), tab-separated, and
`q_mat.npz`, which says which skills an item uses.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.kt_table import BadTable, Rows, Table, opened

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "data" / "kt"
SETS = ("assistments09", "statics", "algebra05")
FILES = ("train.csv.gz", "train.csv", "test.csv", "test.csv.gz")


def public(name: str, folder: Path = FOLDER) -> Table:
    """One of the sets. Raises `BadTable` with what is missing and where it should lie."""
    here = folder / name
    parts = [here / file for file in FILES if (here / file).is_file()]
    if not parts or not (here / "q_mat.npz").is_file():
        raise BadTable(
            f"The set {name} is not there. Put its files (q_mat.npz, and test.csv or "
            f"test.csv.gz with train.csv.gz if there is one) into {here}, or say where its "
            "folder lies with --folder, or measure a table of your own with --data FILE."
        )
    import scipy.sparse

    matrix = scipy.sparse.csr_matrix(scipy.sparse.load_npz(here / "q_mat.npz"))
    matrix.sort_indices()
    skills = [
        tuple(map(str, matrix.indices[a:b]))
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]
    rows = Rows()
    for part in parts:
        with opened(part) as file:
            head = file.readline().rstrip("\r\n").split("\t")
            user, item, at, right = map(head.index, ("user_id", "item_id", "timestamp", "correct"))
            for line in file:
                cells = line.rstrip("\r\n").split("\t")
                number = int(float(cells[item]))
                rows.add(
                    str(int(float(cells[user]))), str(number), skills[number],
                    int(float(cells[right])), float(cells[at]),
                )  # fmt: skip
    return rows.table(name)
