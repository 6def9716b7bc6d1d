# attack: It loops where an object is taken apart.
# stopped-by: The clock is outside.
# ends: out-of-time
# limits: seconds=0.3


class Sticky:
    def __del__(self):
        while True:
            pass


Sticky()
