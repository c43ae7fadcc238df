// A cancel by Node's built-in fetch; the signature is the first argument.
fetch('https://api.testnet.everstrike.io/auth/cancel', {
  method: 'POST',
  body: 'id=849cdea0395411e98f54b395ae9c7bb6',
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-api-key': 'demo-key',
    'x-signature': process.argv[2],
  },
}).then((response) => response.text()).then(console.log);
