import matplotlib.pyplot as plt
import pandas as pd
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neighbors import KNeighborsClassifier

wine = pd.read_csv("wine.csv")
X = wine[["alcohol", "malic_acid", "ash", "hue"]]
X_train, X_test, y_train, y_test = train_test_split(X, wine["cultivar"], random_state=3)
mean, spread = X_train.mean(), X_train.std()  # one ruler for all columns, from training rows
X_train, X_test = (X_train - mean) / spread, (X_test - mean) / spread


# The indented lines form a function: they run when somebody writes search(...).
def search(X_train, y_train, values):
    grid = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": values}, cv=5)
    grid.fit(X_train, y_train)
    return grid


values = [1, 3, 9, 25, 50, 90]
grid = search(X_train, y_train, values)
if grid is not None:
    print("Best:", grid.best_params_, "with", round(grid.best_score_, 2), "in cross-validation")
    print("On the test, opened once:", round(grid.score(X_test, y_test), 2))
    results = pd.DataFrame(grid.cv_results_)
    plt.plot(results["param_n_neighbors"], results["mean_test_score"], marker="o")
    plt.xlabel("neighbours that vote")
    plt.ylabel("mean score of the folds")
    plt.show()
