# attack: Every attribute of its model is there, and is the model.
# stopped-by: A handle is no value.
# ends: wrong
# checks: model


class Model:
    def __getattr__(self, name):
        return self

    def __call__(self, *args):
        return self


def build(w):
    return Model()
