// Preloaded into Node by `everstrike-mock with-trust`: connections to the mock's hosts go to the
// mock, for a Node whose C library can't be asked to do it.
'use strict';

const net = require('net');

const hosts = new Set((process.env.EVERSTRIKE_TRUST_HOSTS ?? '').split(','));
const port = Number(process.env.EVERSTRIKE_TRUST_PORT);
const connect = net.Socket.prototype.connect;

function redirected(options) {
  const name = String(options.host ?? '').toLowerCase().replace(/\.$/, '');
  return hosts.has(name) ? { ...options, host: '127.0.0.1', port } : options;
}

net.Socket.prototype.connect = function (...given) {
  const [first, second, ...rest] = given;
  if (Array.isArray(first)) {
    first[0] = redirected(first[0]); // Node's own normalised arguments, marked as such
  } else if (first !== null && typeof first === 'object') {
    given[0] = redirected(first);
  } else if (typeof second === 'string') {
    return connect.call(this, redirected({ port: first, host: second }), ...rest);
  }
  return connect.apply(this, given);
};
