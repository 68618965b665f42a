#!/usr/bin/env python3
"""Runs the benchmarks and writes docs/BENCHMARKS.md. Needs Python 3.11; `just bench --help` shows the options.

Sections run one after another and nothing runs beside them. Each leaves its figures in target/bench/<section>.json, from
which the document is put together, so one section can be done again alone: `just bench peers`.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import cluster
import report
import smoke

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benches" / "peers"
THREADS = "2"
# The country is 35 files; its scaling curve doubles the pool of amsterdam-v1.
DOUBLINGS = [250, 500, 1_000, 2_000, 4_000]


class Bench:
    """Where everything is, and how the commands are started."""

    def __init__(self, args):
        self.args = args
        self.out = ROOT / "target" / "bench" / ("smoke" if args.smoke else "")
        self.out.mkdir(parents=True, exist_ok=True)
        self.data = smoke.write(self.out / "data") if args.smoke else args.data
        self.rato_path = None
        self.python_path = None

    def rato(self, *arguments, check=True):
        """Output, seconds and peak memory (MiB) of one command."""
        if self.rato_path is None:
            profile = [] if self.args.smoke else ["--release"]
            subprocess.run(["cargo", "build", "--locked", "-q", "--bin", "rato", *profile], cwd=ROOT, check=True)
            target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
            self.rato_path = target / ("debug" if self.args.smoke else "release") / "rato"
        return run([self.rato_path, *arguments], check)

    def python(self):
        """Python with the pinned peers, in a venv that is made once."""
        if self.python_path is None:
            venv, wanted = ROOT / "target" / "bench" / "venv", (PEERS / "requirements.txt").read_text()
            self.python_path = venv / "bin" / "python"
            mark = venv / "installed.txt"
            if not mark.exists() or mark.read_text() != wanted:
                subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
                pip = [self.python_path, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
                subprocess.run([*pip, "-r", PEERS / "requirements.txt"], check=True)
                mark.write_text(wanted)
        return self.python_path

    def problem(self, people, seed):
        path = self.out / f"amsterdam-{people}-{seed}.json"
        self.rato("problem", "amsterdam", "--regiodocenten", str(people), "--seed", str(seed), "--data", str(self.data), "-o", str(path))
        return path

    def keur(self, problem, plan):
        told = json.loads(self.rato("bench", "keur", str(problem), str(plan), "--json", check=False)[0])
        return told | {"tiers": {tier["tier"]: tier for tier in told["tiers"]}}


def run(command, check=True):
    """Output, wall seconds and peak memory in MiB of one process."""
    began = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if check and process.returncode != 0:
        sys.exit(f"failed ({process.returncode}): {' '.join(str(part) for part in command)}\n{output}")
    return output, time.monotonic() - began, usage.ru_maxrss / 1_024


def values(keuring):
    """Value and tolerance per tier, in order; a tier without tolerance only breaks ties and is left out."""
    tiers = keuring["tiers"].items()
    return {name: (Fraction(t["waarde"]), Fraction(t["marge"])) for name, t in tiers if t["marge"] is not None}


def compare(ours, theirs, tolerant=True):
    """The first tier that differs decides: (-1, tier) when ours is better, (0, None), (1, tier)."""
    a, b = values(ours), values(theirs)
    for tier, (value, marge) in a.items():
        other, other_marge = b[tier]
        if abs(value - other) > (min(marge, other_marge) if tolerant else 0):
            return (-1 if value < other else 1), tier
    return 0, None


def gewogen(bench):
    """The one weighted objective against its proven bound (bar 1)."""
    found = []
    for seconds, seeds in bench.args.weighted:
        for people in bench.args.sizes:
            text, _, _ = bench.rato("bench", "amsterdam", "--data", str(bench.data), "--regiodocenten", str(people), "--seeds", seeds,
                                    "--time-limit", f"{seconds}s", "--doel", "gewogen", "--threads", THREADS, "--json")
            found.append({"seconds": seconds, "people": people, **json.loads(text)})
    return found


def trappen(bench):
    """Strict tiers, each against its bound (bar 1)."""
    people, seconds, seeds = bench.args.strict
    text, _, _ = bench.rato("bench", "amsterdam", "--data", str(bench.data), "--regiodocenten", str(people), "--seeds", seeds,
                            "--time-limit", f"{seconds}s", "--threads", THREADS, "--json")
    return {"seconds": seconds, "people": people, **json.loads(text)}


def peers(bench):
    """Ours and the peers on the same Problem with equal time and threads (bar 2)."""
    cells = []
    for seconds, sizes, seeds in bench.args.cells:
        for people in sizes:
            for seed in seeds:
                cells.append(cell(bench, people, seed, seconds))
                print(report.cell_line(cells[-1]), flush=True)
    return cells


def cell(bench, people, seed, seconds):
    problem, runs = bench.problem(people, seed), []
    plan = bench.out / "ours.json"
    told, wall, _ = bench.rato("match", str(problem), "-o", str(plan), "--time-limit", f"{seconds}s", "--threads", THREADS, "--json")
    runs.append({"peer": "rato", "model": "trappen", "seconden": json.loads(told)["duurMs"] / 1_000, **bench.keur(problem, plan)})
    for script, models in [("highs_mip.py", ["gewogen", "trappen"]), ("cpsat.py", ["gewogen", "trappen"]), ("flow.py", [None])]:
        for model in models:
            plan = bench.out / "peer.json"
            more = ["--model", model, "--time", str(seconds), "--threads", THREADS] if model else []
            text, _, _ = run([bench.python(), PEERS / script, problem, "-o", plan, *more])
            told, judged = json.loads(text.splitlines()[-1]), bench.keur(problem, plan)
            disagree = [t for t, value in told.get("tiers", {}).items() if Fraction(value) != Fraction(judged["tiers"][t]["waarde"])]
            if disagree or (model and not judged["geldig"]):
                sys.exit(f"{script} and the verdict disagree: {disagree} {judged['gebroken']}")
            runs.append({**told, "verteld": told.get("tiers"), **judged})
    return {"people": people, "seed": seed, "seconds": seconds, "runs": runs, "verdicts": verdicts(runs)}


def verdicts(runs):
    """Per peer its better model, and how ours compares with it."""
    ours, found = runs[0], []
    for peer in ["HiGHS", "CP-SAT"]:
        first, second = (one for one in runs if one["peer"] == peer)
        best = second if compare(first, second, tolerant=False)[0] > 0 else first
        (sign, tier), (strict, strict_tier) = compare(ours, best), compare(ours, best, tolerant=False)
        found.append({"peer": peer, "model": best["model"], "sign": sign, "tier": tier, "strict": strict, "strict_tier": strict_tier})
    return found


def land(bench):
    """The whole country region by region, its verdict, and how time grows when the pairs double (bars 3 and 4)."""
    folder, rows = bench.out / "nederland", []
    if bench.args.smoke:
        problems = [bench.problem(people, 1) for people in bench.args.sizes]
    else:
        bench.rato("problem", "nederland", "--data", str(bench.data), "--seed", "1", "-o", str(folder))
        problems = sorted(folder.glob("*.json"))
    plan = bench.out / "plan.json"
    for problem in problems:
        told, wall, memory = bench.rato("match", str(problem), "-o", str(plan), "--threads", THREADS, "--json")
        told = json.loads(told)
        _, verify, _ = bench.rato("verify", str(problem), str(plan))
        rows.append({"regio": problem.stem, "seconds": wall, "memory": memory, "verify": verify,
                     **{name: told[name] for name in ["scholen", "vacatures", "regiodocenten", "status"]}})
    curve = []
    for people in bench.args.doublings:
        problem = bench.problem(people, 1)
        _, wall, memory = bench.rato("match", str(problem), "-o", str(plan), "--threads", THREADS)
        curve.append({"people": people, "pairs": pairs(problem), "seconds": wall, "memory": memory})
    return {"regions": rows, "curve": curve}


def pairs(problem):
    sys.path.insert(0, str(PEERS))
    from instance import Instance
    return len(Instance(problem).pairs)


def published(bench, kind, *more):
    text, _, _ = bench.rato("bench", kind, str(Path(bench.data) / "bench" / kind), "--threads", THREADS, "--json", *more)
    return json.loads(text)


def assign(bench):
    """Assignment problems of the OR-Library: the published optimum exactly (bar 5)."""
    return published(bench, "assign")


def gap(bench):
    """Generalised assignment beside plain HiGHS (bar 5)."""
    return {"seconds": bench.args.gap, "cases": published(bench, "gap", "--time-limit", f"{bench.args.gap}s")}


def uitleg(bench):
    """Why-nots about a plan of amsterdam-v1: time per answer (bar 4)."""
    return explained(bench, "waarom-niet", "--paren", "2" if bench.args.smoke else "50", "--vraag", "2s", "--controle", "0s", check=False)


def prijzen(bench):
    """Prices of why-nots against solves of their own from nothing, and conflicts without each of their parts."""
    found = []
    for people, plan, pairs, fixed, check in bench.args.prices:
        answers = explained(bench, "waarom-niet", "--paren", str(pairs), "--vast", str(fixed), "--vraag", "2s", "--controle", f"{check}s",
                            check=False, instance=(people, plan))
        found.append({"check": check, "fixed": fixed, **answers})
        print(report.prices_line(found[-1]), flush=True)
    return found


def front(bench):
    """The price of fairness in a series of points (bar 4)."""
    return explained(bench, "front", "--punten", "3" if bench.args.smoke else "20")


def bord(bench):
    """The scenario board of 3 x 3 (bar 4)."""
    return explained(bench, "bord")


def dossier(bench):
    """Case files of people, vacatures and boards, once the plan is there (bar 4)."""
    return explained(bench, "dossier", "--paren", "2" if bench.args.smoke else "50")


def herronde(bench):
    """A re-run after one change, within the wijzigingsbudget (bar 4)."""
    return explained(bench, "herronde", "--paren", "2" if bench.args.smoke else "20", check=False)


def explained(bench, part, *more, check=True, instance=None):
    people, plan = instance or bench.args.explained
    text, _, _ = bench.rato("bench", "uitleg", part, "--data", str(bench.data), "--regiodocenten", str(people), "--plan", f"{plan}s",
                            *more, "--threads", THREADS, "--json", check=check)
    return {"plan": plan, **json.loads(text)}


def demo(bench):
    """From nothing to a matched region with its summary."""
    small = ["--scholen", "6", "--regiodocenten", "8"] if bench.args.smoke else []
    times = [bench.rato("demo", "--once", "--json", *small)[1] for _ in range(1 if bench.args.smoke else 3)]
    return {"seconds": statistics.median(times)}


def http(bench):
    """Requests per second as a ratio to a hello behind the same middleware (bar 6), on SQLite and on a PostgreSQL of its own."""
    short = ["--duur", "100", "--rondes", "1"] if bench.args.smoke else []
    with cluster.throwaway() as url:
        if url is None:
            print("SKIPPED on PostgreSQL: no initdb on this machine", flush=True)
        postgres = ["--postgres", url] if url else []
        return json.loads(bench.rato("bench", "http", "--json", *short, *postgres)[0])


def import_(bench):
    """A large CSV of regiodocenten: time, memory, and the ratio to writing the same rows without reading."""
    rows = ["--rijen", "600"] if bench.args.smoke else []
    with cluster.throwaway() as url:
        if url is None:
            print("SKIPPED on PostgreSQL: no initdb on this machine", flush=True)
        postgres = ["--postgres", url] if url else []
        return json.loads(bench.rato("bench", "import", "--json", *rows, *postgres)[0])


import_.__name__ = "import"
SECTIONS = [gewogen, trappen, peers, land, assign, gap, uitleg, prijzen, front, bord, dossier, herronde, demo, http, import_]


def machine():
    """What the numbers were measured on; no names and no paths."""
    facts = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line) if Path("/proc/cpuinfo").exists() else {}
    model = next((value.strip() for name, value in facts.items() if name.strip() == "model name"), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    git = lambda *arguments: subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    changed = any(not line.endswith("docs/BENCHMARKS.md") for line in git("status", "--porcelain").splitlines())
    return {"commit": git("rev-parse", "--short=10", "HEAD") + (" with changes" if changed else ""),
            "cpu": model, "cores": len(os.sched_getaffinity(0)), "memory": round(memory), "day": time.strftime("%Y-%m-%d")}


def numbers(text):
    return [int(part) for part in text.split(",")]


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="section", help="one or more of: " + ", ".join(s.__name__ for s in SECTIONS))
    parser.add_argument("--data", default=os.environ.get("RATO_DATA_DIR", str(ROOT.parent / "shared" / "data")), help="folder with the public data")
    parser.add_argument("--sizes", type=numbers, help="numbers of regiodocenten, as 300,600")
    parser.add_argument("--seeds", type=numbers, help="seeds of the peers' cells, as 1,2,3")
    parser.add_argument("--times", type=numbers, help="seconds of the peers' cells, as 10,30")
    parser.add_argument("--check", type=int, help="seconds of the check of one price, on one thread")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--smoke", action="store_true", help="an invented region of a few schools, in under a minute, unoptimised: only shows that it works")
    how.add_argument("--bars", action="store_true", help="everything that the bars ask: five seeds, 10, 30 and 60 s; takes hours")
    args = parser.parse_args()
    unknown = set(args.sections) - {section.__name__ for section in SECTIONS}
    if unknown:
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    sizes = args.sizes or ([4, 8] if args.smoke else [300, 600, 1_000, 2_000])
    args.doublings = sizes if args.smoke else DOUBLINGS
    args.weighted = [(1, "1")] if args.smoke else [(10, "1-5"), (30, "1-5" if args.bars else "1")]
    args.strict = (sizes[-1], 1, "1") if args.smoke else (600, 15, "1-5")
    seeds = args.seeds or (list(range(1, 6)) if args.bars else [1])
    if args.smoke or args.times:
        args.cells = [(seconds, sizes, seeds) for seconds in args.times or [1]]
    elif args.bars:
        args.cells = [(seconds, sizes, seeds) for seconds in [10, 30, 60]]
    else:
        args.cells = [(10, sizes, seeds), (30, [n for n in sizes if n <= 600], seeds)]
    args.gap = 2 if args.smoke else 60 if args.bars else 20
    args.explained = (sizes[-1], 1) if args.smoke else (600, 15)
    # Regiodocenten, seconds of the plan, pairs, percentage of the plan that is fixed, seconds of a check.
    check = args.check or (60 if args.bars else 10)
    many = 200 if args.bars else 20
    args.prices = [(8, 10, 100, 0, check), (8, 10, 20, 50, check), (100, 15, 40, 0, check), (600, 15, many, 0, check), (600, 15, 20, 50, check)]
    if args.smoke:
        args.prices = [(sizes[-1], 1, 4, fixed, 1) for fixed in [0, 50]]
    args.sizes = sizes
    return args


def main():
    bench = Bench(parse())
    for section in SECTIONS:
        name = section.__name__
        if bench.args.sections and name not in bench.args.sections:
            continue
        print(f"== {name}", flush=True)
        began = time.monotonic()
        figures = section(bench)
        if figures is not None:
            found = {"machine": machine(), "figures": figures, "took": time.monotonic() - began}
            (bench.out / f"{name}.json").write_text(json.dumps(found, indent=1))
    done = {s.__name__: json.loads((bench.out / f"{s.__name__}.json").read_text()) for s in SECTIONS if (bench.out / f"{s.__name__}.json").exists()}
    text = report.document(done)
    path = bench.out / "BENCHMARKS.md" if bench.args.smoke else ROOT / "docs" / "BENCHMARKS.md"
    path.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
