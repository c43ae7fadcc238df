"use strict";
// A mock of Everstrike's signed REST API for every test; README.md shows how it is used.
const { account, Account } = require("./lib/account.cjs");
const { MockError } = require("./lib/mock_error.cjs");
const { nodeOf } = require("./lib/rendezvous.cjs");
const { stopOwnMock } = require("./lib/program.cjs");

module.exports = { account, Account, MockError, nodeOf, stopOwnMock };
