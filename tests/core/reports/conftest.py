"""The invented department as fixtures."""

from __future__ import annotations

import pytest

from qcdesk.reports.material import PeriodMaterial
from tests.core.reports.department import Department, october


@pytest.fixture
def department() -> Department:
    return Department()


@pytest.fixture(name="october", scope="session")
def _october() -> PeriodMaterial:
    return october()
