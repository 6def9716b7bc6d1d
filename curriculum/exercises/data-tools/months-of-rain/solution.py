import matplotlib.pyplot as plt
import pandas as pd

# Means of 2012 to 2014 in Seattle, one row per month.
year = pd.DataFrame(
    {
        "month": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        "warmest": [7.6, 9.0, 11.7, 14.9, 19.1, 21.2, 25.3, 26.1, 22.5, 16.0, 11.5, 8.1],
        "coldest": [2.1, 3.4, 4.4, 6.5, 9.4, 11.8, 13.8, 14.8, 12.7, 9.0, 5.1, 3.2],
        "rain": [4.0, 3.4, 5.3, 3.6, 2.1, 1.4, 0.5, 0.9, 2.4, 4.1, 4.8, 3.6],
    }
)
print(year.head(3))


# def gives a name to the steps below it. The checks call your steps with other years.
def draw(table):
    """Two plots side by side: lines of temperature on the left, bars of rain on the right."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.plot(table["month"], table["warmest"], label="warmest")
    left.plot(table["month"], table["coldest"], linestyle="--", label="coldest")
    left.legend()
    left.set(xlabel="month", ylabel="degrees", title="Temperature")
    right.bar(table["month"], table["rain"])
    right.set(xlabel="month", ylabel="millimetres per day", title="Rain")
    figure.tight_layout()  # keeps texts and plots apart


draw(year)
plt.show()
