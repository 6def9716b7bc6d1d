import matplotlib.pyplot as plt
import pandas as pd

wine = pd.read_csv("wine.csv")
print(wine[["cultivar", "flavanoids", "color_intensity", "alcohol"]].head(3))


# def gives a name to the steps below it. The checks call your steps with other bottles.
def draw(table):
    """Two plots side by side: points on the left, a histogram on the right."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    left.scatter(table["flavanoids"], table["color_intensity"])
    left.set(xlabel="flavanoids", ylabel="intensity of the colour", title="178 bottles")
    right.hist(table["alcohol"], bins=20)
    right.set(xlabel="alcohol (%)", ylabel="bottles", title="How strong they are")
    figure.tight_layout()


draw(wine)
plt.show()
