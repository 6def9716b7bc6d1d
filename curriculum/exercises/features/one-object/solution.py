import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

penguins = pd.read_csv("penguins.csv").dropna()
words = ["species", "sex"]
numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]
X = penguins[words + numbers]
y = penguins["body_mass_g"]
print(X.head(3))
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)


# The indented lines form a function: they run when somebody writes build().
def build():
    prepare = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), words),
        (StandardScaler(), numbers),
    )
    return make_pipeline(prepare, Ridge())


model = build()
model.fit(X_train, y_train)
errors = abs(model.predict(X_test) - y_test)
print("Off by", round(errors.mean()), "g; guessing the mean is off by", end=" ")
print(round(abs(y_train.mean() - y_test).mean()), "g")
