from sklearn.linear_model import LogisticRegression


def predict(X_train, y_train, X_test):
    model = LogisticRegression(max_iter=200)
    model.fit(X_train, y_train)
    return model.predict(X_test)
