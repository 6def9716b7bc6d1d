# attack: It puts objects of its own inside the dict that is compared.
# stopped-by: A remote object inside a value is wrong, not a mistake of the checks.
# ends: wrong
# checks: value


class Thing:
    pass


def describe(n):
    return {"name": Thing(), "even": Thing, "digits": [Thing()]}
