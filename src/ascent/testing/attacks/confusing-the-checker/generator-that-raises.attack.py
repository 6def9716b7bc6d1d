# attack: Its generator raises StopIteration, GeneratorExit and KeyboardInterrupt by hand.
# stopped-by: What an iterator raises is told as its exception.
# ends: wrong, crashed
# checks: stream


class Squares:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyboardInterrupt


def squares(n):
    return Squares()
