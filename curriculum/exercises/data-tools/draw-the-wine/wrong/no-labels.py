# misconception: plot-without-labels
# fails: labelled
# says: The right plot has no xlabel
# hint: The left plot has its texts, the right one has none. right.set takes the same names.
import matplotlib.pyplot as plt
import pandas as pd

wine = pd.read_csv("wine.csv")


def draw(table):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.scatter(table["flavanoids"], table["color_intensity"])
    left.set(xlabel="flavanoids", ylabel="intensity of the colour", title="178 bottles")
    right.hist(table["alcohol"], bins=20)


draw(wine)
plt.show()
