# attack: Its exception claims other bases, and fails to say its text.
# stopped-by: The mro is asked of the type, and a text that cannot be had is empty.
# ends: wrong, crashed
# checks: raises


class Meta(type):
    def mro(cls):
        return [cls, Exception, BaseException, object]

    @property
    def __mro__(cls):
        return (cls, ValueError, Exception, BaseException, object)


class Odd(Exception, metaclass=Meta):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


def root(x):
    raise Odd
