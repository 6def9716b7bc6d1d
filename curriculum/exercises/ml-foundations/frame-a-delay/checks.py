from ascent.testing import check, expect, fail

PLAN = ["date", "hour", "carrier", "origin", "dest", "distance", "plane_year", "seats"]
WEATHER = ["temp", "humid", "wind_speed", "precip", "visib"]
KNOWN = PLAN + WEATHER


@check("`target` is one column of the table.")
def target_is_a_column(learner, data):
    target = learner.target.get()
    columns = list(data.frame("flights").columns)
    if type(target) is not str:
        fail(
            f"`target` is a {type(target).__name__}. One question has one target: write one name "
            "in quotes, without square brackets."
        )
    if target not in columns:
        fail(f"`target` is {target!r}, which is no column. Compare it with the printed names.")


@check("`target` answers the question.")
def target_answers(learner):
    target = learner.target.get()
    if target == "dep_delay":
        fail(
            "`target` is 'dep_delay', the minutes late at the gate. The passenger asks about "
            "the landing."
        )
    if target != "arr_delay":
        fail(
            f"`target` is {target!r}. It does not say how late the plane lands. Which column is "
            "filled in when the plane has arrived?"
        )


@check("`inputs` holds only what is known one hour before take-off.")
def inputs_are_known(learner):
    inputs = learner.inputs.get()
    expect.type(inputs, list, name="inputs")
    if "arr_delay" in inputs:
        fail(
            "`inputs` holds 'arr_delay', the target itself. A model that sees the answer has "
            "nothing to predict."
        )
    if "dep_delay" in inputs:
        fail(
            "`inputs` holds 'dep_delay'. That number exists only once the plane has left the gate."
        )
    strangers = [name for name in inputs if name not in KNOWN]
    if strangers:
        fail(f"`inputs` holds {strangers[0]!r}, which is no column of the table.")
    if len(set(inputs)) < 6:
        fail(
            f"`inputs` holds {len(set(inputs))} different columns, the task asks for six or more. "
            "What else do you know one hour before take-off?"
        )


@check("`X` and `y` are cut from the same flights.")
def same_rows(learner, rng):
    X, y, flights = learner.X.get(), learner.y.get(), learner.flights.get()
    if list(X.columns) != learner.inputs.get():
        fail("The columns of `X` are not those in `inputs`. Leave the line of `X` as it was.")
    if len(X) != len(flights) or len(y) != len(flights):
        fail(f"`X` has {len(X)} rows and `y` has {len(y)}. Both need all {len(flights)} flights.")
    rows = rng.integers(0, len(flights), size=20)
    expect.series(y.iloc[rows], like=flights["arr_delay"].iloc[rows], name="y")
