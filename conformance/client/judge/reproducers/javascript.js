// Right for this case's account: body BODY
// and x-signature SIGNATURE
'use strict';
const { createHmac } = require('node:crypto');
const { EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY, EVERSTRIKE_SECRET_KEY } = process.env;

const body = new URLSearchParams({ id: ORDER_ID }).toString();
const signature = createHmac('sha256', EVERSTRIKE_SECRET_KEY).update(body).digest('base64');
fetch(`${EVERSTRIKE_BASE_URL}/auth/cancel`, {
  method: 'POST',
  body,
  redirect: 'manual',
  signal: AbortSignal.timeout(10000),
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-api-key': EVERSTRIKE_API_KEY,
    'x-signature': signature,
  },
}).then(async (answer) => {
  const text = await answer.text();
  console.log(answer.status, text);
  process.exitCode = answer.status === 200 && JSON.parse(text).code === 200 ? 0 : 1;
});
