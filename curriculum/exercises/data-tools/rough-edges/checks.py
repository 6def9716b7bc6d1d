"""Checks of three calculations with arrays, on other nuclei."""

import numpy as np

from ascent.testing import check, expect, fail


def nuclei(rng):
    """Radii and edges of 10 to 20 nuclei, each edge longer than that of a circle."""
    radius = rng.uniform(8, 25, size=int(rng.integers(10, 21)))
    return radius, 2 * np.pi * radius * rng.uniform(1.01, 1.2, size=len(radius))


def alike(got, want):
    """Whether `got` is an array of numbers with the shape and values of `want`."""
    return (
        type(got) is np.ndarray
        and got.dtype.kind in "fi"
        and got.shape == want.shape
        and np.allclose(got, want)
    )


@check("`edge_ratio` divides each edge by the edge of its circle.")
def ratio_to_a_circle(learner, rng):
    radius, perimeter = nuclei(rng)
    got = learner.edge_ratio(radius, perimeter)
    if alike(got, 2 * np.pi * radius / perimeter):
        fail(
            "edge_ratio is upside down: it divides the circle by the edge. "
            "Long edges come out above 1."
        )
    if alike(got, perimeter / (np.pi * radius)):
        fail("edge_ratio comes out twice as large: the edge of a circle is 2 times π times r.")
    if alike(got, perimeter / 2 * np.pi * radius):
        fail(
            "edge_ratio divides by 2 and then multiplies by the rest. "
            "Brackets around the edge of the circle keep it together."
        )
    expect.array(got, like=perimeter / (2 * np.pi * radius), name="edge_ratio(radius, perimeter)")


@check("`above` keeps the ratios above the limit, in their order.")
def keeps_the_rough(learner, rng):
    ratio = rng.permutation(np.append(rng.uniform(1, 1.2, size=12), [1.03, 1.15]))
    limit = float(rng.uniform(1.05, 1.13))
    got = learner.above(ratio, limit)
    if type(got) is np.ndarray and got.dtype == bool:
        fail(
            "above returns True and False. That says where the rough ones are; "
            "in square brackets behind ratio it picks them out."
        )
    if alike(got, ratio[ratio <= limit]) or alike(got, ratio[ratio < limit]):
        fail("above returns the smooth ones. Turn the comparison round.")
    expect.array(got, like=ratio[ratio > limit], name="above(ratio, limit)")


@check("`from_mean` subtracts the mean of all from each.")
def distance_to_mean(learner, rng):
    ratio = rng.uniform(1, 1.2, size=11) ** 4
    got = learner.from_mean(ratio)
    if type(got) in (float, np.float64):
        fail("from_mean returns one number. Subtract the mean from the whole array.")
    if alike(got, ratio.mean() - ratio):
        fail("from_mean has each sign turned round. The ratio comes first, then the mean.")
    if alike(got, np.abs(ratio - ratio.mean())):
        fail("from_mean has lost the signs. Smaller ratios come out below 0, so leave abs away.")
    expect.array(got, like=ratio - ratio.mean(), name="from_mean(ratio)")
