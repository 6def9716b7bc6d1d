# attack: It forges figures: pictures that are scripts, sizes that lie, labels that are not text.
# stopped-by: Pixels are encoded by the worker, and everything said about them is typed.
# ends: crashed, wrong
# checks: drawn
# with: frames
about = {"title": 7, "axes": [{"title": ["x"]}] * 1000}
svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
forged = [{"png": svg, "about": about}, {"pixels": b"x", "width": 2**31, "height": 2**31, "about": 1}]
reply(message({"value": {"error": None, "cells": [{"value": None, "table": None, "figures": forged}]}}))
os._exit(0)
