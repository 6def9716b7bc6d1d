# attack: It calls a function of the checks with arguments of every odd kind.
# stopped-by: What the function cannot take is told to the caller, and is no pass.
# ends: wrong, crashed
# checks: callback


def minimise(loss, low, high):
    for odd in (None, "x", [], {}, b"", 10**400, float("nan"), object(), loss, True):
        for arguments in ((odd,), (odd, odd), ()):
            try:
                loss(*arguments)
            except Exception:
                pass
    try:
        loss(**{"__class__": 1, "x": 2, "": 3})
    except Exception:
        pass
    return None
