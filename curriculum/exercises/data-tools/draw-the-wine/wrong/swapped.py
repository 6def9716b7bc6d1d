# misconception: axes-swapped
# fails: right_columns
# says: The two columns are swapped
# hint: scatter takes the column for along first. flavanoids runs along.
import matplotlib.pyplot as plt
import pandas as pd

wine = pd.read_csv("wine.csv")


def draw(table):
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.scatter(table["color_intensity"], table["flavanoids"])
    left.set(xlabel="flavanoids", ylabel="intensity of the colour", title="178 bottles")
    right.hist(table["alcohol"], bins=20)
    right.set(xlabel="alcohol (%)", ylabel="bottles", title="How strong they are")


draw(wine)
plt.show()
