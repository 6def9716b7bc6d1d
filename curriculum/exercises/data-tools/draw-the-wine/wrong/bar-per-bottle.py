# misconception: bar-for-histogram
# fails: histogram
# says: a bar for every bottle
# hint: bar draws the alcohol of each bottle by itself. hist counts how many bottles lie in each range.
import matplotlib.pyplot as plt
import pandas as pd

wine = pd.read_csv("wine.csv")


def draw(table):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.scatter(table["flavanoids"], table["color_intensity"])
    left.set(xlabel="flavanoids", ylabel="intensity of the colour", title="178 bottles")
    right.bar(table.index, table["alcohol"])
    right.set(xlabel="alcohol (%)", ylabel="bottles", title="How strong they are")


draw(wine)
plt.show()
