"""An object with attributes that are read again and again, and a method."""

from ascent.testing import check, expect


@check("`build` gives a model that knows its weight.")
def remembers(learner, rng):
    w = float(rng.normal())
    model = learner.build(w)
    for _ in range(2):
        expect.number(model.weight.get(), w, name="model.weight")
        expect.number(model.predict(3.0), 3 * w, name="model.predict(3)")
