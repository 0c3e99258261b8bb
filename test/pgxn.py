#!/usr/bin/env python3
"""Is this what PGXN takes? META.json by the PGXN Meta Spec 1.0.0, or a zip of a distribution.

    pgxn.py META.json
    pgxn.py govdisclose-0.1.0.zip
"""
import json
import re
import sys
import zipfile

VERSION = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[A-Za-z][-0-9A-Za-z]*)?"
TERM = r"[^\s/\\]{2,}"          # no white space, slash or backslash
TAG = r"[^/\\\x00-\x1f]{1,255}"
LICENSES = {"agpl_3", "apache_1_1", "apache_2_0", "artistic_1", "artistic_2", "bsd", "freebsd",
            "gfdl_1_2", "gfdl_1_3", "gpl_1", "gpl_2", "gpl_3", "lgpl_2_1", "lgpl_3_0", "mit",
            "mozilla_1_0", "mozilla_1_1", "openssl", "perl_5", "postgresql", "qpl_1_0", "ssleay",
            "sun", "zlib", "open_source", "restricted", "unrestricted", "unknown"}
KEYS = {"name", "version", "abstract", "maintainer", "license", "provides", "meta-spec",
        "description", "generated_by", "tags", "no_index", "prereqs", "release_status",
        "resources"}
REQUIRED = ["name", "version", "abstract", "maintainer", "license", "provides", "meta-spec"]
PHASES = {"configure", "build", "test", "runtime", "develop"}
RELATIONS = {"requires", "recommends", "suggests", "conflicts"}
RESOURCES = {"homepage": None, "bugtracker": {"web", "mailto"},
             "repository": {"url", "web", "type"}}


def is_text(value):
    return isinstance(value, str) and value.strip() != ""


def is_range(value):
    """A version, 0, or conditions between commas."""
    conditions = str(value).split(",")
    return all(re.fullmatch(rf"\s*((==|!=|>=?|<=?)\s*)?({VERSION}|0)\s*", c) for c in conditions)


def check_provides(meta):
    for name, extension in meta["provides"].items():
        yield f"provides.{name}", re.fullmatch(TERM, name)
        yield f"provides.{name}.file", is_text(extension.get("file"))
        yield f"provides.{name}.version", re.fullmatch(VERSION, extension.get("version", ""))
        yield f"provides.{name} has no other keys", set(extension) <= {
            "file", "version", "abstract", "docfile"}


def check_prereqs(meta):
    for phase, relations in meta.get("prereqs", {}).items():
        yield f"prereqs.{phase}", phase in PHASES
        for relation, needed in relations.items():
            yield f"prereqs.{phase}.{relation}", relation in RELATIONS
            for name, versions in needed.items():
                yield f"prereqs.{phase}.{relation}.{name}", (
                    re.fullmatch(TERM, name) and is_range(versions))


def check_resources(meta):
    for kind, value in meta.get("resources", {}).items():
        keys = RESOURCES.get(kind, set())
        urls = [value] if keys is None else [value[key] for key in value if key in ("url", "web")]
        yield f"resources.{kind}", kind in RESOURCES and (keys is None or set(value) <= keys)
        for url in urls:
            yield f"resources.{kind}: {url}", re.fullmatch(r"(https?|git|ssh)://\S+", url)


def check_meta(meta):
    for key in REQUIRED:
        yield key, meta.get(key)
    yield "no keys of its own", all(key in KEYS or key.lower().startswith("x_") for key in meta)
    yield "name", re.fullmatch(TERM, meta.get("name", ""))
    yield "version", re.fullmatch(VERSION, meta.get("version", ""))
    yield "abstract", is_text(meta.get("abstract"))
    yield "license", meta.get("license") in LICENSES
    yield "meta-spec", meta.get("meta-spec", {}).get("version") == "1.0.0"
    yield "release_status", meta.get("release_status", "stable") in {
        "stable", "testing", "unstable"}
    yield "tags", all(re.fullmatch(TAG, tag) for tag in meta.get("tags", []))
    for check in (check_provides, check_prereqs, check_resources):
        yield from check(meta)


def check_zip(path):
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        top = names[0].split("/")[0] + "/"
        meta = json.loads(archive.read(top + "META.json"))
        yield "one folder, named like the distribution", (
            top == f"{meta['name']}-{meta['version']}/" and all(n.startswith(top) for n in names))
        yield "what it holds is whole", archive.testzip() is None
        for extension in meta["provides"].values():
            yield extension["file"], top + extension["file"] in names
            yield extension["docfile"], top + extension["docfile"] in names
        for name in ("Makefile", "README.md", "LICENSE", "govdisclose.control"):
            yield name, top + name in names
        yield from check_meta(meta)


def main():
    path = sys.argv[1]
    if path.endswith(".zip"):
        results = list(check_zip(path))
    else:
        with open(path, encoding="utf-8") as file:
            results = list(check_meta(json.load(file)))
    wrong = [what for what, is_right in results if not is_right]
    for what in wrong:
        print(f"{path}: {what}: PGXN would refuse it")
    if not wrong:
        print(f"ok: {path}, {len(results)} rules")
    sys.exit(1 if wrong else 0)


main()
