# misconception: shares-of-all-people
# fails: names_the_worst_off
# says: the others miss nothing
# hint: You group the whole table. People who need nothing are not missed.

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

titanic = pd.read_csv("titanic.csv").dropna()
X = pd.DataFrame({"female": titanic["sex"] == "female", "age": titanic["age"]})
X["class"] = titanic["ticket_class"].str[0].astype(int)
lived = titanic["survived"] == "yes"
X_train, X_test, y_train, y_test = train_test_split(X, lived, random_state=0)
model = DecisionTreeClassifier(max_depth=4, random_state=0).fit(X_train, y_train)
people = titanic.loc[X_test.index, ["sex", "ticket_class"]]
people = people.assign(in_need=y_test, helped=model.predict(X_test))
print(people.head(4))
print("Right for", round((people["in_need"] == people["helped"]).mean(), 2), "of all people")


# The indented lines form a function: they run when somebody writes worst_off(...).
def worst_off(table):
    in_need = table
    missed = 1 - in_need.groupby("group")["helped"].mean()
    return missed.idxmax(), missed.max()


for column in ["sex", "ticket_class"]:
    name, share = worst_off(people.assign(group=people[column]))
    print(f"By {column}: of those in need, {share:.0%} of group {name} get no help")
