"""Checks of list items and slices. The file runs again with other and more columns."""

from ascent.testing import check, fail

NAMES = ["target", "known", "features", "departure", "arrival", "words"]
POOL = ["humid", "visib", "precip", "month", "weekday", "engines", "gate", "crew", "fuel", "rain"]


def again(learner, rng):
    """Other columns, and what the learner's file makes of them."""
    count = int(rng.choice([8, 9, 10]))
    inputs = {
        "columns": [str(name) for name in rng.permutation(POOL)[:count]],
        "words": [f"word_{n}" for n in rng.permutation(9)[:3].tolist()],
    }
    found = learner.again(NAMES, **inputs)
    return inputs, found


def there(found, name):
    if found[name] is None:
        if name == "features":
            fail(
                "features is missing or None. "
                "append changes a list and returns None; + makes a new one."
            )
        fail(f"There is no variable {name} yet. Write {name} = and what it is made of.")
    return found[name]


@check("`target` is the last item, a text.")
def last_item(learner, rng):
    inputs, found = again(learner, rng)
    got, columns = there(found, "target"), inputs["columns"]
    if type(got) is list:
        fail(
            "target is a list. A slice with a colon gives a list; a single position gives the item."
        )
    if got in columns and got != columns[-1]:
        at = columns.index(got)
        fail(
            f"With {len(columns)} columns, target is the item at position {at}. "
            "A position counted from the end fits lists of any length."
        )
    if got != columns[-1]:
        fail("target does not follow the list. Take it out of columns by its position.")


@check("`known` has every item but the last two.")
def without_the_delays(learner, rng):
    inputs, found = again(learner, rng)
    got, columns = there(found, "known"), inputs["columns"]
    if type(got) is not list:
        fail("known is no list. A slice with a colon gives one.")
    if got == columns[:-1]:
        fail(
            "known still has the last but one column. That is a delay too: "
            "at the gate nobody has measured it."
        )
    if got == columns[1:-2]:
        fail("known starts at the second item. The first position is 0.")
    if got in (columns[:4], columns[:5]):
        fail(
            f"With {len(columns)} columns, known has {len(got)} items. "
            "Count the end of the slice from the back, with a negative position."
        )
    if got != columns[:-2]:
        fail(f"With {len(columns)} columns, known has {len(got)} items, and they do not fit.")


@check("`features` is one flat list: the words, then the known columns.")
def joins_lists(learner, rng):
    inputs, found = again(learner, rng)
    got, want = there(found, "features"), inputs["words"] + inputs["columns"][:-2]
    if type(got) is not list:
        fail("features is no list. Two lists become one with a + between them.")
    if any(type(item) is list for item in got):
        fail(
            "features holds a list inside the list. append puts the whole list in as one item; "
            "+ joins two lists into one."
        )
    if sorted(map(str, got)) == sorted(want) and got != want:
        fail("features has the right columns in another order. The words come first.")
    if got != want:
        fail(f"features has {len(got)} items; words and known together have {len(want)}.")


@check("`departure` and `arrival` are the last two items.")
def unpacks_two(learner, rng):
    inputs, found = again(learner, rng)
    got = [there(found, "departure"), there(found, "arrival")]
    if got == inputs["columns"][-2:][::-1]:
        fail("departure and arrival are swapped. Names on the left fill in the order of the list.")
    if got != inputs["columns"][-2:]:
        fail("departure and arrival are not the last two items. Unpack a slice of two.")
