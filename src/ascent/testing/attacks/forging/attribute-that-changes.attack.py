# attack: Its attribute is another one whenever it is read again.
# stopped-by: Each reading is compared.
# ends: wrong
# checks: model


class Model:
    def __init__(self, w):
        self.w, self.reads = w, 0

    @property
    def weight(self):
        self.reads += 1
        return self.w if self.reads == 1 else 0.0

    def predict(self, x):
        return x * self.w


def build(w):
    return Model(w)
