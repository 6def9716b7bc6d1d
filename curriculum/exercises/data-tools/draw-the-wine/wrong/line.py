# misconception: line-for-points
# fails: one_point_per_bottle
# says: Bottles have no order
# hint: plot joins the bottles in the order of the table. scatter leaves the line away.
import matplotlib.pyplot as plt
import pandas as pd

wine = pd.read_csv("wine.csv")


def draw(table):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.plot(table["flavanoids"], table["color_intensity"])
    left.set(xlabel="flavanoids", ylabel="intensity of the colour", title="178 bottles")
    right.hist(table["alcohol"], bins=20)
    right.set(xlabel="alcohol (%)", ylabel="bottles", title="How strong they are")


draw(wine)
plt.show()
