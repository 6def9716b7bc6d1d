# attack: It loops where its exception is shown.
# stopped-by: The clock is outside.
# ends: out-of-time
# limits: seconds=0.3


class Sticky(Exception):
    def __str__(self):
        while True:
            pass


raise Sticky
