// A cancel by Node's https; the signature is the first argument.
const https = require('https');

const body = 'id=849cdea0395411e98f54b395ae9c7bb6';
const request = https.request('https://api.testnet.everstrike.io/auth/cancel', {
  method: 'POST',
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-api-key': 'demo-key',
    'x-signature': process.argv[2],
  },
}, (response) => response.pipe(process.stdout));
request.end(body);
