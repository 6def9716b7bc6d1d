# attack: Its text is a subclass of str, and one of numpy's.
# stopped-by: A subclass stays behind a handle; numpy's text travels as an array would.
# ends: wrong
# checks: value
import numpy as np


class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def describe(n):
    return {"name": Text("x"), "even": np.bool_(True), np.str_("digits"): np.str_("1")}
