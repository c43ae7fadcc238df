"""A cancel by requests; the signature is the first argument."""
import sys

import requests

print(requests.post("https://api.testnet.everstrike.io/auth/cancel", data="id=849cdea0395411e98f54b395ae9c7bb6", headers={
    "content-type": "application/x-www-form-urlencoded", "x-api-key": "demo-key", "x-signature": sys.argv[1]}).text)
