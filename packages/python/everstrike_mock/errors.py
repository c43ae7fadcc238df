"""What goes wrong with a mock, as opposed to an expectation that doesn't hold (AssertionError)."""


class MockError(Exception):
    """One line that says what is wrong and what helps."""
