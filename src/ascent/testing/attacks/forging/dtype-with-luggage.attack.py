# attack: Its dtype carries an object as metadata.
# stopped-by: A dtype travels by its plain name.
# ends: wrong
# checks: array
import numpy as np


def scale(x):
    return x.astype(np.dtype("f8", metadata={"passed": object()}))
