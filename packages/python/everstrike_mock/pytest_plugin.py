"""The fixture ``everstrike_mock``: a mock with an account of the test's own."""
import contextlib

import pytest

from everstrike_mock import program
from everstrike_mock.account import Account
from everstrike_mock.errors import MockError


@pytest.fixture
def everstrike_mock():
    """A mock of Everstrike with a key, a secret and an open order of this test's own."""
    problem = None
    try:
        mock = Account()
    except MockError as error:
        problem = str(error)
    if problem:  # the line says it all, a traceback through this package would not
        pytest.fail(problem, pytrace=False)
    yield mock
    # A mock that is gone has been told by the test, or will be by the next one.
    with contextlib.suppress(MockError):
        mock.close()


def pytest_unconfigure():
    program.stop_own_mock()
