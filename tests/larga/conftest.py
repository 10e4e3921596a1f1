"""Chance that can be repeated."""

import os
import random

import pytest


@pytest.fixture
def azar(request: pytest.FixtureRequest) -> random.Random:
    """Its seed is printed when the test fails; SEMILLA=… gives it again."""
    semilla = os.environ.get("SEMILLA") or str(random.randrange(10**9))
    request.node.add_report_section("setup", "azar", f"SEMILLA={semilla}")
    return random.Random(semilla)
