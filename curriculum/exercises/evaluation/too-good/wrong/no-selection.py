# misconception: drops-the-selection
# fails: is_the_repaired_score
# says: returns something else
# hint: Without the selection there is no leak, and another model. Keep the selection, in the right place.

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

wdbc = pd.read_csv("wdbc.csv")
tumours = wdbc.groupby("diagnosis").head(40)  # 40 of each diagnosis
genes = np.random.default_rng(0).normal(size=(80, 1000))  # random numbers, nothing else


# The indented lines form a function: they run when somebody writes honest_score(...).
def honest_score(X, y):
    select = SelectKBest(k=20)
    # Scales, then predicts; fit learns both, mean and spread from the rows that it gets.
    model = make_pipeline(StandardScaler(), LogisticRegression())
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    train, test = X_train, X_test
    model.fit(train, y_train)
    return model.score(test, y_test)


y = tumours["diagnosis"]
print("Right for", round(honest_score(genes, y), 2), "of the tumours by random genes")
real = tumours.drop(columns="diagnosis").to_numpy()
print("Right for", round(honest_score(real, y), 2), "by the real measurements")
