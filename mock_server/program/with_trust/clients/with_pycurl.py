"""A cancel by pycurl, in Debian a libcurl with GnuTLS; the signature is the first argument."""
import sys

import pycurl

curl = pycurl.Curl()
curl.setopt(curl.URL, "https://api.testnet.everstrike.io/auth/cancel")
curl.setopt(curl.POSTFIELDS, "id=849cdea0395411e98f54b395ae9c7bb6")
curl.setopt(curl.HTTPHEADER, ["x-api-key: demo-key", "x-signature: " + sys.argv[1]])
curl.perform()
