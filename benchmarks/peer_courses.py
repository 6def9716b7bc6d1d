"""Writes a course of two questions for one peer; run by the peers' own Python.

    python peer_courses.py nbgrader|otter|pytest FOLDER ANSWER

The questions, their four tests and the answer are those of `cases/two`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SETUP = """\
import numpy as np

CENTRES = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])
rng = np.random.default_rng()


def flowers(each):
    y = np.repeat([0, 1, 2], each)
    return CENTRES[y] + rng.normal(0, 0.3, size=(len(y), 4)), y
"""
TESTS = {
    "q1": (
        """\
x = rng.normal(3.0, 2.0, size=(20, 3))
assert standardize(x).shape == x.shape
""",
        """\
x = rng.normal(3.0, 2.0, size=(500, 8))
assert np.allclose(standardize(x), (x - x.mean(axis=0)) / x.std(axis=0))
""",
    ),
    "q2": (
        """\
rows, y_new = flowers(10)
got = np.asarray(model.predict(rows))
assert got.shape == (30,)
assert set(got.tolist()) <= {0, 1, 2}
""",
        """\
rows, y_new = flowers(50)
got = np.asarray(model.predict(rows))
assert (got == y_new).mean() > 0.8
""",
    ),
}
WRONG = "def standardize(x):\n    return x\n\n\nX, y = [[0]], [0]\nmodel = None\n"


def two_parts(answer: str) -> dict[str, str]:
    """The answer cut into one cell per question."""
    at = answer.index("X, y =")
    return {"q1": answer[:at].rstrip() + "\n", "q2": answer[at:]}


def pytest(folder: Path, answers: dict[str, str]) -> None:
    """One test module beside each answer."""
    for name, answer in answers.items():
        (folder / name).mkdir()
        tests = [
            f"def test_{question}_{number}():\n" + indented(test)
            for question, both in TESTS.items()
            for number, test in enumerate(both)
        ]
        text = "\n\n".join([answer, SETUP, *tests])
        (folder / name / "test_two.py").write_text(text)


def indented(text: str) -> str:
    """A function's body."""
    return "".join(f"    {line}\n" for line in text.splitlines())


def nbgrader(folder: Path, answers: dict[str, str]) -> None:
    """A source notebook, its release, and one submission per answer."""
    import nbformat
    from nbformat import v4

    config = 'c = get_config()\nc.CourseDirectory.course_id = "c"\n'
    (folder / "nbgrader_config.py").write_text(config)
    cells = [v4.new_code_cell(SETUP)]
    for question, tests in TESTS.items():
        right = two_parts(answers["right"])[question]
        solution = f"### BEGIN SOLUTION\n{right}### END SOLUTION\n"
        cells.append(graded(v4.new_code_cell(solution), f"{question}-answer", solution=True))
        for number, test in enumerate(tests):
            hidden = f"### BEGIN HIDDEN TESTS\n{test}### END HIDDEN TESTS\n" if number else test
            cells.append(graded(v4.new_code_cell(hidden), f"{question}-{number}", solution=False))
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    source = folder / "source" / "two"
    source.mkdir(parents=True)
    nbformat.write(notebook, source / "two.ipynb")
    command = str(Path(sys.executable).with_name("nbgrader"))
    subprocess.run([command, "generate_assignment", "two"], cwd=folder, check=True)
    for name, answer in answers.items():
        submitted = nbformat.read(folder / "release" / "two" / "two.ipynb", as_version=4)
        for cell in submitted.cells:
            about = cell.metadata.get("nbgrader", {})
            if about.get("solution"):
                cell.source = two_parts(answer)[about["grade_id"].partition("-")[0]]
        place = folder / "submitted" / name / "two"
        place.mkdir(parents=True)
        nbformat.write(submitted, place / "two.ipynb")


def graded(cell, name, *, solution):  # type: ignore[no-untyped-def]
    """A cell with nbgrader's words on it."""
    about = {"grade_id": name, "grade": not solution, "solution": solution, "locked": not solution}
    points = {} if solution else {"points": 1}
    cell.metadata["nbgrader"] = {"schema_version": 3, "task": False, **about, **points}
    return cell


KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def otter(folder: Path, answers: dict[str, str]) -> None:
    """A raw notebook, what `otter assign` makes of it, and one submission per answer."""
    import nbformat
    from nbformat import v4

    cells = [
        v4.new_raw_cell(
            "# ASSIGNMENT CONFIG\ninit_cell: true\nexport_cell: false\n"
            "solutions_pdf: false\nrun_tests: false\ntests:\n  ok_format: false\n"
        ),
        v4.new_code_cell(SETUP),
    ]
    for question, tests in TESTS.items():
        cells += [
            v4.new_raw_cell(f"# BEGIN QUESTION\nname: {question}\npoints: 2\n"),
            v4.new_markdown_cell(f"Question {question}"),
            v4.new_raw_cell("# BEGIN SOLUTION"),
            v4.new_code_cell(marked(two_parts(answers["right"])[question])),
            v4.new_raw_cell("# END SOLUTION"),
            v4.new_raw_cell("# BEGIN TESTS"),
        ]
        for number, test in enumerate(tests):
            names = "standardize" if question == "q1" else "model, flowers"
            body = f"def test_{number}({names}, rng):\n    import numpy as np\n{indented(test)}"
            hidden = "# HIDDEN\n" if number else ""
            cells.append(v4.new_code_cell(f"{hidden}{body}"))
        cells += [v4.new_raw_cell("# END TESTS"), v4.new_raw_cell("# END QUESTION")]
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, folder / "two.ipynb")
    command = str(Path(sys.executable).with_name("otter"))
    subprocess.run([command, "assign", "two.ipynb", "dist"], cwd=folder, check=True)
    for name, answer in answers.items():
        submitted = nbformat.read(folder / "dist" / "student" / "two.ipynb", as_version=4)
        parts = iter(two_parts(answer).values())
        for cell in submitted.cells:
            if "otter_answer_cell" in cell.metadata.get("tags", []):
                cell.source = next(parts)
        (folder / name).mkdir()
        nbformat.write(submitted, folder / name / "two.ipynb")


def marked(code: str) -> str:
    """A solution that is stripped from what students get."""
    return f"# BEGIN SOLUTION\n{code}# END SOLUTION\n"


if __name__ == "__main__":
    peer, place, right = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]).read_text()
    {"pytest": pytest, "nbgrader": nbgrader, "otter": otter}[peer](
        place, {"right": right, "wrong": WRONG}
    )
