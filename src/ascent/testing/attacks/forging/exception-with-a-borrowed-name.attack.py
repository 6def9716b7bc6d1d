# attack: It raises an exception that is only called ValueError.
# stopped-by: Built-in classes are told by identity, not by name.
# ends: wrong, crashed
# checks: raises
Fake = type("ValueError", (BaseException,), {})


def root(x):
    if x < 0:
        raise Fake("negative")
    return x**0.5 + 1
