# attack: It answers with a Fraction, a Decimal, a date.
# stopped-by: They are not numbers for the checks.
# ends: wrong
import datetime
import decimal
import fractions


def double(n):
    return fractions.Fraction(7, 3) if n > 0 else decimal.Decimal("NaN")
