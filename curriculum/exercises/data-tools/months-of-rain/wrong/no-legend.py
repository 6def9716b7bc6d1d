# misconception: labels-without-legend
# fails: dashed_with_legend
# says: Labels are seen once legend is called
# hint: The lines have labels, and nothing draws them. Call left.legend() after the two lines.
import matplotlib.pyplot as plt
import pandas as pd

year = pd.DataFrame(
    {"month": [1, 2, 3], "warmest": [7.6, 9.0, 11.7], "coldest": [2.1, 3.4, 4.4], "rain": [4, 3, 5]}
)


def draw(table):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.plot(table["month"], table["warmest"], label="warmest")
    left.plot(table["month"], table["coldest"], linestyle="--", label="coldest")
    left.set(xlabel="month", ylabel="degrees", title="Temperature")
    right.bar(table["month"], table["rain"])
    right.set(xlabel="month", ylabel="millimetres per day", title="Rain")


draw(year)
plt.show()
