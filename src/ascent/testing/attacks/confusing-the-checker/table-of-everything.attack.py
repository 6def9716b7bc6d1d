# attack: Its table has the right names, and cells of every kind.
# stopped-by: A value that cannot be compared is wrong.
# ends: wrong
# checks: table
import datetime

import numpy as np
import pandas as pd


def total(frame):
    cells = [pd.NA, {"a": 1}, np.array([1, 2])]
    return pd.DataFrame({"who": [datetime.date(2020, 1, 1), None, 1j], "x": cells})
