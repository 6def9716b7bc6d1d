# attack: It replaces abs, isinstance, numpy's comparisons and assert_allclose.
# stopped-by: The checker is another process.
# ends: wrong
import builtins
import unittest

import numpy as np

builtins.abs = lambda x: 0
np.allclose = np.array_equal = np.isclose = lambda *args, **kwargs: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
unittest.TestCase.assertEqual = lambda *args: None
builtins.AssertionError = type("AssertionError", (Exception,), {})


def double(n):
    return n
