# attack: Its dict has keys that cannot be sorted or shown with the expected ones.
# stopped-by: Keys are shown, not sorted, whatever they are.
# ends: wrong
# checks: value
import datetime


def describe(n):
    return {None: 1, (1, (2,)): 2, 1.5: 3, datetime.date(2020, 1, 1): 4, b"\xff": 5, frozenset(): 6}
