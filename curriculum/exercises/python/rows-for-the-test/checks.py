"""Checks of a list cut in two. The file runs again with other and more penguins."""

from ascent.testing import check, expect, fail

NAMES = ["cut", "train", "test", "guess", "sizes"]


def again(learner, rng):
    """Other penguins, the place of the cut, and what the learner's file makes of them."""
    count = int(rng.choice([14, 16, 19, 22, 27]))
    masses = rng.permutation(range(2900, 6200))[:count].tolist()
    return masses, count * 8 // 10, learner.again(NAMES, masses=masses)


def there(found, name):
    if found[name] is None:
        fail(f"There is no variable {name} yet. Write {name} = and what it is made of.")
    return found[name]


@check("`cut` is 8 tenths of the length, a whole number.")
def whole_cut(learner, rng):
    masses, cut, found = again(learner, rng)
    got = there(found, "cut")
    if type(got) is float:
        fail(
            f"For {len(masses)} penguins, cut is {got}. A position is a whole number: // makes one."
        )
    if got == 8:
        fail(f"cut stays at 8 with {len(masses)} penguins. Start from the length of the list.")
    if got == 0:
        fail("cut is 0. 8 // 10 alone is 0 already: multiply the length by 8 first, then divide.")
    if type(got) is not int:
        fail("cut is no whole number. len gives the length of a list.")
    expect.number(got, cut, name=f"cut for {len(masses)} penguins")


@check("`train` and `test` share no penguin and lose none.")
def cut_in_two(learner, rng):
    masses, cut, found = again(learner, rng)
    train, test = there(found, "train"), there(found, "test")
    if type(train) is not list or type(test) is not list:
        fail("train or test is no list. A slice, with a colon in square brackets, gives a list.")
    if test == masses[cut + 1 :]:
        fail(
            "One penguin is neither in train nor in test. A slice leaves its end out, "
            "so the second one starts where the first one ends."
        )
    both = [mass for mass in train if mass in test]
    if both:
        fail(
            f"{len(both)} penguins are in train and in test. A guess that has seen them "
            "looks better than it is."
        )
    if train == masses[cut:] and test == masses[:cut]:
        fail("train and test are swapped. The larger part, from the front, is for training.")
    if train + test != masses:
        fail(f"train has {len(train)} and test {len(test)} of {len(masses)} penguins.")
    if len(train) != cut:
        fail(f"train has {len(train)} of {len(masses)} penguins. It ends before position cut.")


@check("`guess` is the mean of the training penguins alone.")
def guess_from_train(learner, rng):
    masses, cut, found = again(learner, rng)
    got = there(found, "guess")
    if type(got) not in (int, float):
        fail("guess is no number. sum makes one number of a list.")
    if abs(got - sum(masses[:cut]) / cut) < 1e-9:
        return
    if abs(got - sum(masses) / len(masses)) < 1e-6:
        fail("guess is the mean of all penguins. The test penguins were in it: use train alone.")
    if abs(got - sum(masses[:cut])) < 1e-6:
        fail("guess is the sum of train. Divide it by how many there are.")
    expect.number(got, sum(masses[:cut]) / cut, name="guess")


@check("`sizes` is a tuple of the two lengths.")
def two_sizes(learner, rng):
    masses, cut, found = again(learner, rng)
    got = there(found, "sizes")
    if type(got) is list:
        fail("sizes is a list. A tuple stands in round brackets.")
    if type(got) is not tuple:
        fail("sizes is no tuple. Put two values in round brackets, with a comma between them.")
    if got == (8, 2):
        fail(f"sizes stays (8, 2) with {len(masses)} penguins. Ask len for both.")
    expect.equal(got, (cut, len(masses) - cut), name="sizes")
