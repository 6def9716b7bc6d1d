# attack: It answers with complex numbers, which have no order.
# stopped-by: A complex number is not what is expected.
# ends: wrong


def double(n):
    return complex(2 * n, 0.5)
