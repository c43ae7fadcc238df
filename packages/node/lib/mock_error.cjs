"use strict";
// What goes wrong with a mock, as opposed to an expectation that doesn't hold (AssertionError).
class MockError extends Error {
  constructor(message) {
    super(message);
    this.name = "MockError";
  }
}

module.exports = { MockError };
