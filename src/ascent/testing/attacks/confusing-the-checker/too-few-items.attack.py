# attack: Its generator ends at once, so that nothing is compared.
# stopped-by: The check asks how many came.
# ends: wrong
# checks: stream


def squares(n):
    yield 0
