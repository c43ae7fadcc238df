#!/usr/bin/python3
"""What script/release made, as those meet it who download it: release_test.py DIST [--twice] [--root NAME=DIR …]

The archives' form and what their programs need; vectors, known answers and a cancel with the programs of
both kinds of processors (the other one's by qemu-user); a bare Debian 12, a bare Debian 13, and
both without OpenSSL's folder, in which no package is installed: unpacked, cancelled over TLS,
judged, run with trust; the steps of the Dockerfile. --twice makes everything again elsewhere, with
another umask and time zone, and compares. --root names systems that are there already; without it
debootstrap makes them in build/bare/. As root only: bare systems are entered in namespaces of their
own, and what is written there goes to memory.
"""
import argparse
import base64
import fnmatch
import functools
import hashlib
import hmac
import http.client
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "release-test"
SUITES = {"bookworm": "Debian 12", "trixie": "Debian 13"}
PROGRAMS = ("everstrike", "everstrike-bench", "everstrike-conformance", "everstrike-mock")
ARCHIVE_BYTES_MAX = 12_000_000
PATIENCE_S = 300
KEY, SECRET = "demo-key", "demo-secret"


def loaded(path):
    loader = importlib.machinery.SourceFileLoader(path.stem + "_script", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def archive_of(architecture):
    found = sorted(DIST.glob(f"everstrike-mock-*-linux-{architecture}.tar.gz"))
    if len(found) != 1:
        raise unittest.SkipTest(f"{DIST} has {len(found)} archives for {architecture}")
    return found[0]


@functools.cache
def unpacked(architecture):
    archive = archive_of(architecture)
    shutil.rmtree(WORK / architecture, ignore_errors=True)
    (WORK / architecture).mkdir(parents=True)
    subprocess.run(["tar", "-xzf", archive, "-C", WORK / architecture], check=True)
    return WORK / architecture / archive.name.removesuffix(".tar.gz")


def say(text):
    print("  " + text, file=sys.stderr, flush=True)


class Form(unittest.TestCase):
    def test_sums(self):
        ended = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=DIST, capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        summed = {line.split()[1] for line in (DIST / "SHA256SUMS").read_text().splitlines()}
        self.assertEqual(summed, {path.name for path in DIST.iterdir()} - {"SHA256SUMS"})

    def test_archives(self):
        for architecture in ("x86_64", "aarch64"):
            with self.subTest(architecture):
                archive = archive_of(architecture)
                self.assertLessEqual(archive.stat().st_size, ARCHIVE_BYTES_MAX)
                top = archive.name.removesuffix(".tar.gz")
                with tarfile.open(archive) as tar:
                    entries = {entry.name: entry for entry in tar}
                self.assertEqual({name.split("/")[0] for name in entries}, {top})
                self.assertEqual({(entry.uid, entry.gid) for entry in entries.values()}, {(0, 0)})
                self.assertEqual(len({entry.mtime for entry in entries.values()}), 1)
                for program in PROGRAMS:
                    self.assertEqual(entries[f"{top}/bin/{program}"].mode, 0o755)
                    for kind in ("man/man1/%s.1*", "bash-completion/completions/%s", "zsh/site-functions/_%s",
                                 "fish/vendor_completions.d/%s.fish"):
                        wanted = f"{top}/share/" + kind % program
                        self.assertTrue(fnmatch.filter(entries, wanted), f"{wanted} is missing")

    def test_licences_and_bill_of_materials(self):
        documents = unpacked("x86_64") / "share/doc/everstrike-mock"
        bill = json.loads((documents / "sbom.spdx.json").read_text())
        self.assertEqual(bill["spdxVersion"], "SPDX-2.3")
        packages = {package["SPDXID"] for package in bill["packages"]}
        texts = {"SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", path.stem) for path in (documents / "licences").iterdir()}
        self.assertEqual(packages - texts, {"SPDXRef-everstrike-mock"})
        self.assertEqual({end for link in bill["relationships"] for end in (link["spdxElementId"], link["relatedSpdxElement"])},
                         packages | {"SPDXRef-DOCUMENT"})

    def test_programs_need_the_c_library_alone(self):
        release = loaded(ROOT / "script/release")
        for architecture in ("x86_64", "aarch64"):
            with self.subTest(architecture):
                folder = unpacked(architecture)
                release.check_elves(folder)
                # The file under each of its names, and the shim inside of it.
                self.assertGreaterEqual(len(release.elves_in(folder)), 2 * len(PROGRAMS))
                self.assertEqual(len({(folder / "bin" / program).stat().st_ino for program in PROGRAMS}), 1)

    def test_a_program_is_known_by_its_name(self):
        folder = unpacked("x86_64")
        moved = WORK / "moved"
        shutil.rmtree(moved, ignore_errors=True)
        moved.mkdir()
        for program in PROGRAMS:
            shutil.copy(folder / "bin" / program, moved / program)
            (moved / ("link-" + program)).symlink_to(moved / program)
            for command in ([moved / program], [moved / ("link-" + program), program]):
                with self.subTest(command):
                    told = subprocess.run([*command, "--version"], capture_output=True, text=True)
                    self.assertEqual((told.returncode, told.stdout.split(" ")[0]), (0, program), told.stderr)
        for words in ([], ["serve"]):
            told = subprocess.run([moved / "link-everstrike", *words], capture_output=True, text=True)
            self.assertEqual(told.returncode, 2)
            self.assertIn("expected it, or the first argument, to be one of " + " ".join(PROGRAMS), told.stderr)

    def test_manual_pages(self):
        for page in (unpacked("x86_64") / "share/man/man1").iterdir():
            ended = subprocess.run(["man", "--local-file", page], env={**os.environ, "MANPAGER": "cat", "PAGER": "cat"},
                                   capture_output=True, text=True)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertIn("EXIT STATUS", ended.stdout)


class Mock:
    """A mock of the given command; `with` ends it."""

    def __init__(self, command, *options):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=WORK))
        port = self.folder / "port"
        self.began = time.monotonic()
        self.process = subprocess.Popen([*command, "serve", "--listen", "127.0.0.1:0", "--port-file", port, *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        until = time.monotonic() + PATIENCE_S
        while not (port.exists() and port.read_text()):
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError("the mock did not start")
            time.sleep(0.0005)
        self.port = int(port.read_text())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE_S)
        shutil.rmtree(self.folder)

    def order(self):
        for line in self.process.stdout:
            if line.strip().startswith("order id"):
                return line.split()[-1]
        raise AssertionError("the mock told no order")


class EachProcessor:
    """What the programs say; `run` stands before them."""

    def sign(self, lines):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        ended = subprocess.run([*self.run_with, unpacked(self.architecture) / "bin/everstrike", "sign", "--jsonl"], input=text,
                               capture_output=True, text=True, timeout=PATIENCE_S)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return [json.loads(line) for line in ended.stdout.splitlines()]

    def test_published_vectors(self):
        given, expected = [], []
        for path in sorted((ROOT / "fixtures/vectors").glob("*_v1.json")):
            for test in json.loads(path.read_text()).get("tests", []):
                stages, inputs = test.get("stages", {}), test.get("inputs", {})
                if "signature" in stages and "body_hex" in stages and "secret_hex" in inputs:
                    given.append({"tcId": len(given), "secret_hex": inputs["secret_hex"], "body_hex": stages["body_hex"]})
                    expected.append(stages["signature"])
        self.assertGreater(len(given), 1000)
        self.assertEqual([line["signature"] for line in self.sign(given)], expected)
        say(f"{self.architecture}: {len(given)} vectors")

    def test_known_answers(self):
        # RFC 4231, 4.2 to 4.4 and 4.7: key, data, HMAC-SHA-256.
        answers = [
            ("0b" * 20, b"Hi There".hex(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (b"Jefe".hex(), b"what do ya want for nothing?".hex(),
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            ("aa" * 20, "dd" * 50, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            ("aa" * 131, b"Test Using Larger Than Block-Size Key - Hash Key First".hex(),
             "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        ]
        for key, data, mac in answers:
            self.assertEqual(hmac.new(bytes.fromhex(key), bytes.fromhex(data), hashlib.sha256).hexdigest(), mac)
        said = self.sign([{"tcId": number, "secret_hex": key, "body_hex": data} for number, (key, data, _) in enumerate(answers)])
        self.assertEqual([base64.b64decode(line["signature"]).hex() for line in said], [mac for _, _, mac in answers])

    def test_a_cancel(self):
        programs = unpacked(self.architecture) / "bin"
        with Mock([*self.run_with, programs / "everstrike-mock"], "--tls", "--tls-ca-file", WORK / "ca.pem") as mock:
            order = mock.order()
            for expected in ("confirmed", "rejected"):  # the second time there is nothing to cancel
                ended = subprocess.run([*self.run_with, programs / "everstrike", "cancel", order, "--json", "--base-url",
                                        f"https://127.0.0.1:{mock.port}", "--ca", WORK / "ca.pem", "--api-key", KEY],
                                       env={**os.environ, "EVERSTRIKE_SECRET_KEY": SECRET}, capture_output=True, text=True,
                                       timeout=PATIENCE_S)
                self.assertEqual(json.loads(ended.stdout)["outcome"], expected, ended)

    def test_how_soon_it_answers(self):
        soonest = None
        for _ in range(20):
            with Mock([*self.run_with, unpacked(self.architecture) / "bin/everstrike-mock"]) as mock:
                connection = http.client.HTTPConnection("127.0.0.1", mock.port, timeout=PATIENCE_S)
                connection.request("GET", "/mock/health")
                self.assertEqual(connection.getresponse().status, 200)
                connection.close()
                took = time.monotonic() - mock.began
                soonest = took if soonest is None else min(soonest, took)
        say(f"{self.architecture}: first answer {soonest * 1000:.1f} ms after the start, the least of 20")


@unittest.skipUnless(os.uname().machine == "x86_64", "another processor")
class Here(EachProcessor, unittest.TestCase):
    architecture, run_with = "x86_64", []


@unittest.skipUnless(shutil.which("qemu-aarch64"), "qemu-user is not here")
class Emulated(EachProcessor, unittest.TestCase):
    architecture, run_with = "aarch64", ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"]


@functools.cache
def bare(suite):
    if suite in ROOTS:
        return ROOTS[suite]
    if ROOTS:
        raise unittest.SkipTest(f"--root names no {suite}")
    place = ROOT / "build/bare" / suite
    if not (place / "etc/os-release").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["debootstrap", "--variant=minbase", suite, place], check=True, stdout=subprocess.DEVNULL)
    return place


def inside(root, script, *files, user="0:0", without=()):
    """Runs a script in a bare system: nothing is reached but itself, nothing written stays."""
    with tempfile.TemporaryDirectory(dir=WORK) as place:
        outer = ["set -e", f"cd {shlex.quote(place)}", "mount -t tmpfs tmpfs .", "mkdir upper work merged",
                 f"mount -t overlay overlay -o lowerdir={shlex.quote(str(root))},upperdir=upper,workdir=work merged",
                 "ip link set lo up", "mkdir -p merged/given merged/proc merged/dev", "mount -t proc proc merged/proc",
                 "mount --bind /dev merged/dev", *(f"cp {shlex.quote(str(file))} merged/given/" for file in files),
                 *(f"rm -rf merged{path}" for path in without), 'cat >merged/given/script',
                 f"exec chroot --userspec={user} merged /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/first "
                 "bash -eu /given/script"]
        return subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "bash", "-c", "\n".join(outer)], input=script,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE_S)


FIRST_DAY = r"""
for tool in gcc cc g++ cmake python3 curl; do
  if command -v $tool; then echo "is not bare: $tool"; exit 1; fi
done
mkdir /first; cd /first
began=$(date +%s%N)
tar -xzf /given/*.tar.gz
PATH=$(echo /first/*/bin):$PATH
export EVERSTRIKE_API_KEY=demo-key EVERSTRIKE_SECRET_KEY=demo-secret
everstrike-mock serve --listen 127.0.0.1:0 --port-file port --tls --tls-ca-file ca.pem >mock.out 2>&1 &
mock=$!
until [[ -f port ]]; do sleep 0.005; kill -0 $mock; done
url=https://127.0.0.1:$(<port)
order=$(awk '/order id/ { print $3 }' mock.out)
everstrike cancel "$order" --base-url "$url" --ca ca.pem
echo "took $((($(date +%s%N) - began) / 1000000)) ms"

everstrike-conformance client --claims three 'sign/*' 'hygiene/*' 'tls/*' -- everstrike cancel | tail -n 4
everstrike-mock with-trust -- everstrike cancel "$order" >trusted.out 2>&1 || { cat trusted.out; exit 1; }
grep "^confirmed" trusted.out
test -s "$(echo /first/*/share/man/man1/everstrike-mock.1*)"
for name in everstrike everstrike-conformance; do "$name" --help >/dev/null; done
"""
# Whom a client believes: nobody is known, then one as Fedora knows them, and one that a variable names.
AUTHORITIES = r"""
code=0; everstrike cancel x --base-url "$url" || code=$?
[[ $code == 3 ]] || { echo "without authorities: $code"; exit 1; }
code=0; everstrike-conformance server --base-url "$url" --api-key demo-key --order-id x || code=$?
[[ $code == 3 ]] || { echo "without authorities the judge: $code"; exit 1; }
SSL_CERT_FILE=ca.pem everstrike cancel x --base-url "$url" | grep "HTTP"
mkdir -p /etc/pki/tls/certs
cp ca.pem /etc/pki/tls/certs/ca-bundle.crt
everstrike cancel x --base-url "$url" | grep "HTTP"
rm /etc/pki/tls/certs/ca-bundle.crt
"""
DONE = "kill $mock; wait $mock; echo all done\n"


@unittest.skipUnless(os.geteuid() == 0, "bare systems are entered as root")
class Bare(unittest.TestCase):
    def first_day(self, suite, without=()):
        script = FIRST_DAY + (AUTHORITIES if without else "") + DONE
        ended = inside(bare(suite), script, archive_of(os.uname().machine), without=without)
        self.assertEqual(ended.returncode, 0, ended.stdout)
        self.assertIn("all done", ended.stdout)
        if without:
            self.assertEqual(ended.stdout.count("/etc/ssl/ca-bundle.pem"), 2)  # client and judge say where they looked
        self.assertIn("all that is required holds", ended.stdout)
        took = re.search(r"took \d+ ms", ended.stdout)[0]
        say(f"{SUITES[suite]}{' without ' + ' '.join(without) if without else ''}: from the archive to a cancel {took}")

    def test_debian_12(self):
        self.first_day("bookworm")

    def test_debian_13(self):
        self.first_day("trixie")

    def test_without_openssls_folder(self):
        for suite in SUITES:
            self.first_day(suite, ("/usr/lib/ssl", "/etc/ssl"))


@unittest.skipUnless(os.geteuid() == 0, "bare systems are entered as root")
class Image(unittest.TestCase):
    def test_the_steps_of_the_dockerfile(self):
        """FROM a bare Debian 12; each step as a builder takes it, and the container's start and health check."""
        text = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", (DIST / "Dockerfile").read_text()))
        script, arguments, user, given = [], {}, "root", []
        for line in filter(None, map(str.strip, text.splitlines())):
            step, _, rest = line.partition(" ")
            if step == "FROM":
                self.assertEqual(rest, "debian:12-slim")
            elif step == "ARG":
                name, _, value = rest.partition("=")
                arguments[name] = value
                script.append(f"export {name}={shlex.quote(value)}")
            elif step == "COPY":
                pattern, place = rest.split()
                for name, value in arguments.items():
                    pattern = pattern.replace("${%s}" % name, value)
                given = sorted(DIST.glob(pattern))
                self.assertTrue(given, pattern)
                script += [f"cp /given/{file.name} {place}" for file in given]
            elif step == "RUN":
                script.append(rest)
            elif step == "USER":
                user = rest
            elif step == "HEALTHCHECK":
                health = shlex.join(json.loads(rest[rest.index("["):]))
            elif step == "ENTRYPOINT":
                entry = shlex.join(json.loads(rest))
            else:
                self.assertEqual(step, "EXPOSE")
        self.assertNotEqual(user, "root")
        as_user = f"setpriv --reuid={user} --clear-groups env EVERSTRIKE_CONTROL_TOKEN=letmein "
        script += [f"! {health}", f"{as_user} {entry} >/dev/null 2>&1 &", "mock=$!",
                   "for _ in $(seq 200); do [[ $(grep -c ':1F90 ' /proc/net/tcp) -gt 0 ]] && break; sleep 0.02; done",
                   f"{as_user} {health}", f"{as_user} touch /data/journal.ndjson", "grep ^Uid: /proc/$mock/status", "kill $mock", "wait $mock", "ls /tmp", "echo image done"]
        ended = inside(bare("bookworm"), "\n".join(script), *given)
        self.assertEqual(ended.returncode, 0, ended.stdout)
        self.assertRegex(ended.stdout, r"Uid:\s+10001\s")
        self.assertNotIn(".tar.gz", ended.stdout)
        self.assertTrue(ended.stdout.endswith("image done\n"), ended.stdout)


class Again(unittest.TestCase):
    def test_two_runs_give_the_same_bytes(self):
        if not TWICE:
            self.skipTest("--twice does it")
        if "with changes" in (DIST / "COMMIT").read_text():
            self.skipTest("made of what no commit has")
        elsewhere = WORK / "elsewhere"
        shutil.rmtree(elsewhere, ignore_errors=True)
        commit = (DIST / "COMMIT").read_text().split()[0]
        steps = f"umask 077; git clone --quiet {ROOT} {elsewhere} && cd {elsewhere} && git checkout --quiet {commit} && script/release"
        ended = subprocess.run(["bash", "-c", steps], capture_output=True, text=True,
                               env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "CCACHE_DISABLE": "1"})
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual((elsewhere / "dist/SHA256SUMS").read_text(), (DIST / "SHA256SUMS").read_text())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("dist", type=pathlib.Path)
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--root", action="append", default=[], metavar="NAME=DIR")
    options, rest = parser.parse_known_args()
    DIST, TWICE = options.dist.resolve(), options.twice
    ROOTS = {name: pathlib.Path(place) for name, place in (one.split("=", 1) for one in options.root)}
    WORK.mkdir(parents=True, exist_ok=True)
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
