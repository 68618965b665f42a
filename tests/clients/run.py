#!/usr/bin/env python3
"""What clients rely on, tried as a client would: judges openapi.yaml, makes the clients that docs/aansluiten describes,
and runs every piece of code in those guides against a sandbox that this starts.

    tests/clients/run.py                 everything CI does
    tests/clients/run.py regels          one part: regels, gidsen or aanval
    tests/clients/run.py aanval 5000     that part with so many cases per operation

Nothing that is made here is kept: it lives in target/clients.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "clients"
TOOLS = HOME / "tools"
NODE = HOME / "node"
RULES = ROOT / ".spectral.yaml"
OPENAPI = ROOT / "openapi.yaml"
# In CI: cases per operation, and the seconds after which no new ones are made. A long run is done by hand.
CASES, SECONDS = "20", "150"
# One seed, so that the same tree gets the same attack; a long one draws its own.
SEED = "2523803474981000222875628008681962900"


def run(*command, **more):
    """Runs a command to its end; a failure ends everything."""
    subprocess.run([str(part) for part in command], check=True, **more)


def environment(**more):
    """With the tools in front, and without settings of whoever runs this."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("RATO")}
    return own | {"PATH": f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}"} | more


def changed(folder, *sources):
    """Is the folder absent, or made from other files than these? Then it is removed, and the caller makes it again."""
    made_from = "".join(source.read_text() for source in sources)
    stamp = folder / "made-from"
    if stamp.exists() and stamp.read_text() == made_from:
        return None
    shutil.rmtree(folder, ignore_errors=True)
    return lambda: stamp.write_text(made_from)


def install():
    """The tools, at the versions of requirements.txt and package-lock.json. Node comes from PyPI like the rest."""
    if done := changed(TOOLS, HERE / "requirements.txt"):
        venv.create(TOOLS, with_pip=True)
        run(TOOLS / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt")
        done()
    if done := changed(NODE, HERE / "package-lock.json"):
        NODE.mkdir(parents=True)
        for name in ["package.json", "package-lock.json"]:
            shutil.copy(HERE / name, NODE)
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=NODE, env=environment())
        done()


def spectral(document):
    """What the rules say about a document: pairs of a rule and where."""
    command = [NODE / "node_modules/.bin/spectral", "lint", document, "--ruleset", RULES, "--format=json", "--quiet"]
    command = [str(part) for part in command] + ["--fail-severity=hint"]
    said = subprocess.run(command, env=environment(), capture_output=True, text=True)
    if said.returncode not in (0, 1) or "[" not in said.stdout:
        sys.exit(f"spectral does not work: {said.stdout}{said.stderr}")
    found = json.loads(said.stdout[said.stdout.index("["):])
    return [(one["code"], "/".join(map(str, one["path"])), one["message"]) for one in found]


def broken():
    """The description with at least one breach of each rule of our own."""
    from_yaml = "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout, default=str)"
    text = subprocess.run([str(TOOLS / "bin/python"), "-c", from_yaml, str(OPENAPI)], check=True, capture_output=True)
    api = json.loads(text.stdout)
    api["openapi"] = "3.0.3"
    api["info"] |= {"version": "v1", "contact": {"name": "RATO"}}
    api["servers"][0]["url"] = "http://rato.example.org/api"
    del api["components"]["schemas"]["Probleem"]["properties"]["title"]
    inline = {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}
    keys = [{"in": "query", "name": name, "schema": {"type": "string"}} for name in ["page_size", "achternaam", "naam"]]
    wrong = {
        "operationId": "Slecht", "summary": "Gets the thing.", "description": "Kort.", "tags": [], "parameters": keys,
        "x-recht": {"rollen": []}, "requestBody": {"content": {"application/json": inline}},
        "responses": {
            "default": {"description": "Het ging niet."},
            "200": {"description": "Dit is het.", "content": {"application/json": inline}},
            "404": {"description": "Niet gevonden.", "content": {"application/json": inline}},
        },
    }
    api["paths"]["/Slecht_pad"] = {method: json.loads(json.dumps(wrong)) for method in ["get", "put", "post"]}
    variant = {"oneOf": [{"$ref": "#/components/schemas/VacatureRequest"}, {"$ref": "#/components/schemas/Probleem"}]}
    api["components"]["schemas"]["slecht_schema"] = variant
    dates = {"Fout_veld": {"type": "string"}, "datum": {"format": "date-time"}, "tijd": {"format": "time"}}
    api["components"]["schemas"]["Data"] = {"type": "object", "properties": dates}
    return api


def regels():
    """No finding in our description, and every rule of our own finds something in a broken one."""
    if found := spectral(OPENAPI):
        sys.exit("openapi.yaml breaks its rules:\n" + "\n".join(map(": ".join, found)))
    worse = HOME / "broken.json"
    worse.write_text(json.dumps(broken()))
    bites = {rule for rule, _, _ in spectral(worse)}
    own = set(re.findall(r"^  ((?:nlgov|rato)-[a-z0-9-]+):$", RULES.read_text(), re.MULTILINE))
    if toothless := own - bites:
        sys.exit(f"these rules find nothing in a description that breaks them: {sorted(toothless)}")
    print(f"openapi.yaml keeps {len(own)} rules of our own and those of Spectral")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def sandbox():
    """A sandbox that runs as long as this does; gives its address."""
    program = HOME.parent / "debug/rato"
    run("cargo", "build", "--locked", "--quiet", cwd=ROOT)
    folder, port = HOME / "sandbox", free_port()
    shutil.rmtree(folder, ignore_errors=True)
    settings = {
        "RATO__SERVER__POORT": str(port), "RATO__SERVER__VERZOEKEN_PER_MINUUT": "0", "RATO__MATCHING__WERKLIMIET": "20000",
        "RATO__JOBS__SOLVER_GEHEUGEN_MIB": "4096",
    }
    with open(HOME / "sandbox.log", "w") as log:
        command = [program, "demo", "--sandbox", "--map", folder]
        service = subprocess.Popen(list(map(str, command)), env=environment(**settings), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if service.poll() is not None:
                sys.exit(f"the sandbox ended: {(HOME / 'sandbox.log').read_text()}")
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/health/ready", timeout=5).close()
                break
            time.sleep(0.2)
        yield address
    finally:
        service.terminate()
        service.wait()


def blocks(guide):
    """The code of a guide: language and text of each block, in order."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", guide.read_text(), re.MULTILINE | re.DOTALL)


def gidsen():
    """Follows the guides to the letter: first how a client is made, then what each does with it."""
    work = HOME / "gidsen"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "node_modules").symlink_to(NODE / "node_modules")
    (work / "package.json").write_text('{ "type": "module" }\n')
    whole_client(work)
    folder = ROOT / "docs/aansluiten"
    guides = [folder / "README.md"] + sorted(guide for guide in folder.glob("*.md") if guide.name != "README.md")
    with sandbox() as address:
        tools = environment(RATO=address, PYTHONPATH=str(work))
        for guide in guides:
            found = {}
            for language, text in blocks(guide):
                found[language] = found.get(language, "") + text
            for language, text in found.items():
                print(f"-- {guide.relative_to(ROOT)}: {language}", flush=True)
                follow(language, text, work, guide.stem, tools)


def whole_client(work):
    """A warning is a part of the API that the client would not have; it sends files as bytes, whatever they hold."""
    command = ["openapi-python-client", "generate", "--path", str(OPENAPI), "--meta", "none"]
    command += ["--output-path", str(work / "heel")]
    said = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True)
    missing = re.findall(r"^(?:WARNING parsing|Unable to|Cannot) .*", said.stdout + said.stderr, re.MULTILINE)
    files = tuple(f"WARNING parsing POST {path} " for path in ["/imports", "/duo-vergelijkingen"])
    if missing := [line for line in missing if not line.startswith(files)]:
        sys.exit("the Python client misses:\n" + "\n".join(missing))
    if "octet-stream" not in (work / "heel/api/import_/create_import.py").read_text():
        sys.exit("the Python client sends no files")


def follow(language, text, work, name, tools):
    if language == "sh":
        run("bash", "-euo", "pipefail", "-c", text, cwd=work, env=tools)
    elif language == "python":
        (work / f"{name.replace('-', '_')}.py").write_text(text)
        run("python", f"{name.replace('-', '_')}.py", cwd=work, env=tools)
    elif language == "ts":
        (work / f"{name}.ts").write_text(text)
        strict = ["--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "--types", "node"]
        run(work / "node_modules/.bin/tsc", *strict, f"{name}.ts", cwd=work, env=tools)
        run("node", f"{name}.js", cwd=work, env=tools)
    elif language != "text":
        sys.exit(f"{name}: nobody runs ```{language}; call it text when it is only to be read")


def aanval(cases=None):
    """Sends what no guide would: does the service always answer as its description says?"""
    with sandbox() as address:
        report = HOME / "aanval.xml"
        run(
            "st", "--config-file", HERE / "schemathesis.toml", "run", f"{address}/v1/openapi.json", "--url", f"{address}/v1",
            "--max-examples", cases or CASES, *([] if cases else ["--max-time", SECONDS, "--seed", SEED]), "--report", "junit", "--report-junit-path", report,
            cwd=HOME, env=environment(RATO_TOKEN="sandbox-regiocoordinator"),
        )


PARTS = {"regels": regels, "gidsen": gidsen, "aanval": aanval}


def main(arguments):
    if arguments and arguments[0] not in PARTS:
        sys.exit(__doc__)
    HOME.mkdir(parents=True, exist_ok=True)
    install()
    for name, part in PARTS.items():
        if not arguments or arguments[0] == name:
            started = time.monotonic()
            part(*arguments[1:])
            print(f"-- {name}: {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
