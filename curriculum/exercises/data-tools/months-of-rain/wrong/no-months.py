# misconception: nothing-runs-along
# fails: two_lines
# says: run from 0 to 11
# hint: plot got one column, so it counted the rows from 0. Give it table["month"] first.
import matplotlib.pyplot as plt
import pandas as pd

year = pd.DataFrame(
    {"month": [1, 2, 3], "warmest": [7.6, 9.0, 11.7], "coldest": [2.1, 3.4, 4.4], "rain": [4, 3, 5]}
)


def draw(table):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.plot(table["warmest"], label="warmest")
    left.plot(table["coldest"], linestyle="--", label="coldest")
    left.legend()
    left.set(xlabel="month", ylabel="degrees", title="Temperature")
    right.bar(table["month"], table["rain"])
    right.set(xlabel="month", ylabel="millimetres per day", title="Rain")


draw(year)
plt.show()
