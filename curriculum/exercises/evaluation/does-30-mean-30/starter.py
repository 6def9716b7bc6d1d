import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

weather = pd.read_csv("seattle-weather.csv")
rain = (weather["precipitation"] > 0).astype(int)
columns = ["temp_max", "temp_min", "wind"]
X = weather[columns].assign(mean=weather["temp_max"] / 2 + weather["temp_min"] / 2)
X_train, X_test, y_train, y_test = train_test_split(X, rain, test_size=0.5, random_state=0)


# The indented lines form a function: they run when somebody writes reliability(...).
def reliability(truth, chance):
    # For now all rows lie in one bin, and the model seems right. Change what is not.
    bins = (chance * 0).astype(int)
    said = chance.groupby(bins).mean()
    happened = said
    size = truth.groupby(bins).size()
    return pd.DataFrame({"said": said, "happened": happened, "size": size})


for name, model in [("logistic", LogisticRegression(max_iter=1000)), ("naive Bayes", GaussianNB())]:
    model.fit(X_train, y_train)
    chance = pd.Series(model.predict_proba(X_test)[:, 1], index=y_test.index)
    table = reliability(y_test, chance)
    print(name)
    print(table.round(2))
    plt.plot(table["said"], table["happened"], marker="o", label=name)
plt.plot([0, 1], [0, 1], linestyle="--", color="gray")
plt.xlabel("what the model said")
plt.ylabel("how often it rained")
plt.legend()
plt.show()
