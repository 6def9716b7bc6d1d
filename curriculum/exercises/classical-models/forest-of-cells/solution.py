import matplotlib.pyplot as plt
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

wdbc = pd.read_csv("wdbc.csv")
X = wdbc.drop(columns="diagnosis")
y = wdbc["diagnosis"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes most_important(...).
def most_important(X, y, how_many):
    forest = RandomForestClassifier(n_estimators=25, random_state=0)
    forest.fit(X, y)
    importance = pd.Series(forest.feature_importances_, index=X.columns)
    return importance.sort_values(ascending=False).index[:how_many].tolist()


best = most_important(X_train, y_train, 2)
print("A forest looks at", best)
colours = y_test.map({"malignant": "#D55E00", "benign": "#0072B2"})
plt.scatter(X_test[best[0]], X_test[best[1]], c=colours, s=15)
plt.xlabel(best[0])
plt.ylabel(best[1])
plt.title("Unseen tumours: malignant orange, benign blue")
plt.show()
