"""What tests of the runner's own ways share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ascent.runner import sandbox


@pytest.fixture(scope="module")
def few_packages() -> Iterator[None]:
    """Zygotes that a module starts import little: how they live and die is not about packages."""
    few = {
        purpose: {tier: packages if tier == "light" else () for tier, packages in tiers.items()}
        for purpose, tiers in sandbox.PACKAGES.items()
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "PACKAGES", few)
        yield
