// A client that takes the exchange for a JSON API: it signs JSON and sends JSON.
import { createHmac } from 'node:crypto';

const { EVERSTRIKE_BASE_URL, EVERSTRIKE_API_KEY, EVERSTRIKE_SECRET_KEY } = process.env;
const body = JSON.stringify({ id: process.argv[2] });
const answer = await fetch(`${EVERSTRIKE_BASE_URL}/auth/cancel`, {
  method: 'POST',
  body,
  headers: {
    'content-type': 'application/json',
    'x-api-key': EVERSTRIKE_API_KEY,
    'x-signature': createHmac('sha256', EVERSTRIKE_SECRET_KEY).update(body).digest('base64'),
  },
});
console.log(answer.status, await answer.text());
process.exitCode = answer.status === 200 ? 0 : 6;
