"""A cancel by urllib; the signature is the first argument."""
import sys
import urllib.request

request = urllib.request.Request("https://api.testnet.everstrike.io/auth/cancel", b"id=849cdea0395411e98f54b395ae9c7bb6", {
    "content-type": "application/x-www-form-urlencoded", "x-api-key": "demo-key", "x-signature": sys.argv[1]})
print(urllib.request.urlopen(request).read().decode())
