import matplotlib.pyplot as plt
import pandas as pd

wine = pd.read_csv("wine.csv")
print(wine[["cultivar", "flavanoids", "color_intensity", "alcohol"]].head(3))


# def gives a name to the steps below it. The checks call your steps with other bottles.
def draw(table):
    """Two plots side by side: points on the left, a histogram on the right."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    # Draw here, with left and right.

    figure.tight_layout()


draw(wine)
plt.show()
