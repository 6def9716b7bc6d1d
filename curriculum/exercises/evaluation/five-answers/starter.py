import pandas as pd
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.tree import DecisionTreeClassifier

wine = pd.read_csv("wine.csv")
X = wine[["alcohol", "malic_acid", "ash", "hue"]]
y = wine["cultivar"]

for number in range(4):  # four single splits: how much do they differ?
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=number)
    tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X_train, y_train)
    print("Split", number, "says", round(tree.score(X_test, y_test), 2))

folds = KFold(n_splits=5, shuffle=True, random_state=0)


# The indented lines form a function: they run when somebody writes mean_and_spread(...).
def mean_and_spread(depth, X, y):
    model = DecisionTreeClassifier(max_depth=depth, random_state=0)
    # Change these two lines. For now the tree is scored on the rows it has learned from.
    score = model.fit(X, y).score(X, y)
    return score, 0.0


for depth in [1, 2, 3, 5]:
    mean, spread = mean_and_spread(depth, X, y)
    print(f"depth {depth}: {mean:.3f}, the folds differ by {spread:.3f}")
