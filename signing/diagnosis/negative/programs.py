"""Makes requests that are wrong in the ways of shells, languages, editors and configuration readers,
with those programs themselves: openssl, dash, curl, coreutils, Node, Perl and Java sign or spell what
is signed. Prints one JSON object with all requests; the program "node" stands for what an npm
package or a fetch does. Called by script/negative-vectors; nothing in here comes from the C++ code.
A program that isn't installed makes no requests, which the versions show: script/negative-vectors
doesn't compare then.
"""
import json
import platform
import re

from program_encoders import charsets, compatibility_forms, digests, encoders, javascript_escape, raw_in_parts, web
from program_numbers import numbers
from program_secrets import more_secrets, secrets
from program_shells import cut_bodies, editors, ends, more_pipes, pipes, read_by_the_shell, stripped_by_curl
from program_values import lists, literals, times
from requests_made import made, present, run


def main():
    numbers()
    encoders()
    pipes()
    read_by_the_shell()
    stripped_by_curl()
    editors()
    charsets()
    cut_bodies()
    literals()
    secrets()
    web()
    javascript_escape()
    compatibility_forms()
    times()
    lists()
    ends()
    raw_in_parts()
    more_secrets()
    more_pipes()
    digests()
    versions = {"python": platform.python_version()}
    for name, command in {"openssl": "version", "node": "--version", "curl": "--version", "java": "--version",
                          "perl": "-v", "make": "--version", "bash": "--version", "dash": "-c :"}.items():
        said = run(name, *command.split()).decode() if present[name] else "none"
        number = re.search(r"[0-9]+\.[0-9.]+[0-9]", said)
        versions[name] = number[0] if number else "some" if present[name] else "none"
    print(json.dumps({"versions": versions, "made": made}))


if __name__ == "__main__":
    main()
