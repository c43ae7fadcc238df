#!/usr/bin/python3
"""Packs a build as Debian packages and looks at what is in them: package_test.py CPACK BUILD

Nothing is installed, so it needs no root.
"""
import gzip
import pathlib
import subprocess
import sys
import tempfile

cpack, build = sys.argv[1], pathlib.Path(sys.argv[2])
PROGRAMS = ("everstrike-mock", "everstrike", "everstrike-conformance", "everstrike-bench")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=300).stdout


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([cpack, "--config", str(build / "CPackConfig.cmake"), "-B", folder], check=True, timeout=600,
                   stdout=subprocess.DEVNULL, umask=0o077)
    packages = sorted(pathlib.Path(folder).glob("*.deb"), key=lambda each: each.name.split("_")[0])
    assert [each.name.split("_")[0] for each in packages] == ["everstrike-mock", "everstrike-mock-dev"], packages
    files, fields = {}, {}
    for package in packages:
        name = package.name.split("_")[0]
        listed = output("dpkg-deb", "--contents", package).decode().splitlines()
        files[name] = {line.split()[5].removeprefix("./") for line in listed if not line.split()[5].endswith("/")}
        assert all(line.split()[1].split("/") == ["root", "root"] for line in listed), "files belong to root"
        closed = [line for line in listed if line[:10] not in ("drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--")]
        assert not closed, closed
        fields[name] = dict(line.split(": ", 1) for line in output("dpkg-deb", "--field", package).decode().splitlines()
                            if ": " in line and not line.startswith(" "))
        documents = f"usr/share/doc/{name}/"
        assert {documents + "copyright", documents + "changelog.Debian.gz"} <= files[name], files[name]
        root = pathlib.Path(folder) / name
        output("dpkg-deb", "--extract", package, root)
        for each in root.rglob("*"):
            if each.is_file():
                content = each.read_bytes()
                content = gzip.decompress(content) if each.suffix == ".gz" else content
                assert str(build).encode() not in content, f"{each.relative_to(root)} names the build folder"

    tools = files["everstrike-mock"]
    for program in PROGRAMS:
        for wanted in (f"usr/bin/{program}", f"usr/share/man/man1/{program}.1.gz",
                       f"usr/share/bash-completion/completions/{program}",
                       f"usr/share/zsh/vendor-completions/_{program}",
                       f"usr/share/fish/vendor_completions.d/{program}.fish"):
            assert wanted in tools, f"{wanted} is missing"
    assert not any(each.endswith((".a", ".hpp")) for each in tools), "libraries have a package of their own"
    depends = fields["everstrike-mock"]["Depends"]
    for library in ("libc6", "libssl3", "libstdc++6", "libcpp-httplib"):
        assert library in depends, depends
    library_files = files["everstrike-mock-dev"]
    assert any(each.endswith("everstrike_mockConfig.cmake") for each in library_files), library_files
    assert "usr/include/everstrike_mock/mock_server/mock_exchange.hpp" in library_files, library_files
    assert "libssl-dev" in fields["everstrike-mock-dev"]["Depends"]
    for package in packages:
        assert fields[package.name.split("_")[0]]["Maintainer"]
        print(package.name, package.stat().st_size, "bytes")
