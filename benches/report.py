"""Puts docs/BENCHMARKS.md together from the figures of the sections: ratios and gaps first, then absolute values."""

import statistics
from fractions import Fraction

TIERS = ["solidariteit", "tekort-eerst", "zevenprocent", "gevulde-fte", "mensen"]
WEIGHTS = {"solidariteit": 200_000, "tekort-eerst": 10_000, "zevenprocent": 8_000, "mensen": 10}


def number(value, digits=1):
    return "–" if value is None else f"{float(value):,.{digits}f}"


def table(head, rows):
    """A table in Markdown; the first column to the left, the others to the right."""
    lines = ["| " + " | ".join(head) + " |", "| :-- |" + " --: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def tier(run, name):
    return Fraction(run["tiers"][name]["waarde"])


def weighted(run):
    return sum(weight * tier(run, name) for name, weight in WEIGHTS.items())


def ratio(a, b):
    return None if b == 0 else a / b


def gaps(figures):
    """Median and worst difference with the bound per name, over the seeds; a seed without a bound counts as worst."""
    names = [one["naam"] for one in figures["gevallen"][0]["uitkomsten"]]
    found = {}
    for name in names:
        own = [one["verschilProcent"] for case in figures["gevallen"] for one in case["uitkomsten"] if one["naam"] == name]
        own = sorted(float("inf") if gap is None else gap for gap in own)
        found[name] = (statistics.median_low(own), own[-1], len(own))
    return found


def percent(gap):
    return "–" if gap == float("inf") else f"{gap:.4f} %"


BARS = {(10, 300): 0.015, (10, 600): 0.04, (10, 1_000): 0.27, (10, 2_000): 0.15,
        (30, 300): 0.008, (30, 600): 0.025, (30, 1_000): 0.20, (30, 2_000): 0.11}


def gewogen(figures):
    rows = []
    for one in figures:
        # The tiers of such a plan have no bounds of their own.
        median, worst, seeds = gaps(one)["gewogen"]
        bar = BARS.get((one["seconds"], one["people"]))
        rows.append([f"{one['people']}", f"{one['seconds']} s", seeds, percent(median), percent(worst), "–" if bar is None else f"{bar} %"])
    return "How far above our best proven bound the one weighted objective of amsterdam-v1 ends, LP and certificate within the time.\n\n" \
        + table(["regiodocenten", "time", "seeds", "median gap", "worst gap", "bar"], rows)


def trappen(figures):
    rows = [[name, percent(median), percent(worst), seeds] for name, (median, worst, seeds) in gaps(figures).items()]
    return f"Strict tiers, {figures['people']} regiodocenten, {figures['seconds']} s. A tier of which nothing is proven, or whose bound is 0 and not reached, has no gap (–).\n\n" \
        + table(["tier", "median gap", "worst gap", "seeds"], rows)


SIGN = {-1: "better", 0: "equal", 1: "**worse**"}


def verdict(one):
    decided = f" ({one['tier']})" if one["tier"] else ""
    strict = f" ({one['strict_tier']})" if one["strict_tier"] else ""
    return f"{SIGN[one['sign']]}{decided}", f"{SIGN[one['strict']]}{strict}"


def cell_line(cell):
    told = ", ".join(f"{one['peer']} ({one['model']}): {' / exact: '.join(verdict(one))}" for one in cell["verdicts"])
    return f"{cell['people']} regiodocenten, seed {cell['seed']}, {cell['seconds']} s: rato is against {told}"


def peers(cells):
    ratios, absolute = [], []
    for cell in cells:
        ours = cell["runs"][0]
        where = [f"{cell['people']}", cell["seed"], f"{cell['seconds']} s"]
        for one in cell["verdicts"]:
            theirs = next(run for run in cell["runs"] if (run["peer"], run["model"]) == (one["peer"], one["model"]))
            ratios.append([*where, one["peer"], one["model"], *verdict(one),
                           number(ratio(tier(theirs, "tekort-eerst"), tier(ours, "tekort-eerst")), 4), number(ratio(weighted(theirs), weighted(ours)), 4)])
        for run in cell["runs"]:
            valid = "yes" if run["geldig"] else "no: " + " ".join(broken["code"] for broken in run["gebroken"])
            absolute.append([*where, run["peer"], run["model"], number(run["seconden"]), valid,
                             *(number(tier(run, name), 3 if name == "tekort-eerst" else 1) for name in TIERS), number(weighted(run), 0)])
    won = [sum(one["sign"] < 0 for cell in cells for one in cell["verdicts"]), sum(one["sign"] == 0 for cell in cells for one in cell["verdicts"])]
    total = sum(len(cell["verdicts"]) for cell in cells)
    return f"""\
rato against the better of two models of each peer, on the same Problem with the same time and two threads: better in {won[0]},
equal in {won[1]}, worse in {total - sum(won)} of {total}. The first tier that differs by more than its tolerance decides; *exact* is the same without
tolerances. Values are read from the plans by the checker, and confirmed by the independent verdict of `rato verify`, for all
alike. Our time is everything from reading to proof; a peer's is its solver's alone, and it sometimes overruns. Peers
begin with nobody placed. The flow is no peer but a floor: it drops whole placements, coach time and the 7%-regeling.

{table(["regiodocenten", "seed", "time", "peer", "its model", "rato is", "exact", "tekort-eerst, theirs ÷ ours", "weighted, theirs ÷ ours"], ratios)}
{table(["regiodocenten", "seed", "time", "solver", "model", "s", "valid", *TIERS, "weighted"], absolute)}"""


def land(figures):
    rows, curve = figures["regions"], figures["curve"]
    total = lambda name: sum(row[name] for row in rows)
    steps = [[f"{a['people']} → {b['people']}", number(b["pairs"] / a["pairs"], 2), number(b["seconds"] / a["seconds"], 2)] for a, b in zip(curve, curve[1:])]
    slowest = max(rows, key=lambda row: row["seconds"])
    status = {name: sum(row["status"] == name for row in rows) for name in sorted({row["status"] for row in rows})}
    return f"""\
`rato problem nederland`, one region after another with the default work, each a process of its own: {number(total('seconds'))} s in all
(bar: 300 s), peak {number(max(row['memory'] for row in rows), 0)} MiB (bar: 2,048 MiB), {total('scholen')} schools, {total('vacatures')} vacatures, {total('regiodocenten')} regiodocenten in {len(rows)} regions.
The slowest region took {number(slowest['seconds'])} s. `rato verify` of all plans: {number(total('verify'))} s (bar: 5 s). Statuses: {', '.join(f'{count} {name}' for name, count in status.items())}.

How time grows when the pool of amsterdam-v1 doubles, default work (bar: 2.3 × the time at 2 × the pairs):

{table(["regiodocenten", "pairs ×", "time ×"], steps)}
{table(["regiodocenten", "pairs", "s", "peak MiB"], [[one["people"], one["pairs"], number(one["seconds"]), number(one["memory"], 0)] for one in curve])}"""


def assign(cases):
    exact = sum(case["wij"]["waarde"] == case["optimum"] for case in cases)
    rows = [[case["bestand"], case["optimum"], case["wij"]["waarde"], "yes" if case["wij"]["bewezen"] else "no", number(case["wij"]["seconden"])] for case in cases]
    return f"The published optimum exactly: {exact} of {len(cases)}.\n\n" + table(["instance", "published", "ours", "proven", "s"], rows)


def gap(figures):
    cases = figures["cases"]
    count = lambda who: sum(case[who]["bewezen"] for case in cases)
    worse = sum(case["kaal"]["waarde"] is not None and (case["wij"]["waarde"] is None or case["wij"]["waarde"] > case["kaal"]["waarde"]) for case in cases)
    better = sum(case["wij"]["waarde"] is not None and (case["kaal"]["waarde"] is None or case["wij"]["waarde"] < case["kaal"]["waarde"]) for case in cases)
    seconds = lambda who: number(sum(case[who]["seconden"] for case in cases))
    rows = [[case["bestand"], case["optimum"], *(cell for who in ["wij", "kaal"] for cell in
             [case[who]["waarde"] or "–", case[who]["grens"] or "–", "yes" if case[who]["bewezen"] else "no", number(case[who]["seconden"])])] for case in cases]
    return f"""\
{figures['seconds']} s per instance and solver, two threads. Proven: ours {count('wij')}, plain HiGHS {count('kaal')} of {len(cases)}. Our value is worse on {worse} and better on
{better}; all together took ours {seconds('wij')} s and plain HiGHS {seconds('kaal')} s.

{table(["instance", "published", "ours", "bound", "proven", "s", "HiGHS", "bound", "proven", "s"], rows)}"""


def uitleg(figures):
    words = ", ".join(f"{count} {name}" for name, count in figures["uitkomsten"].items())
    return f"""\
Random pairs to which no rule objects, asked about the plan of {figures['plan']} s of {figures['regiodocenten']} regiodocenten: median {number(figures['mediaan'], 2)} s,
95 % within {number(figures['p95'], 2)} s, longest {number(figures['hoogste'], 2)} s (bar: 2 s). Answers: {words}.
"""


def prices_row(one):
    asked = sum(one["uitkomsten"].values())
    prices, conflicts = one["uitkomsten"].get("mogelijk-maar", 0), one["uitkomsten"].get("onmogelijk", 0)
    return [one["regiodocenten"], f"{one['fixed']} %", asked, prices, one["gelijk"], one["binnen"] - one["gelijk"], len(one["zwakker"]), len(one["buiten"]),
            f"{one['kleinst']} of {conflicts}"]


def prices_line(one):
    return " | ".join(str(cell) for cell in prices_row(one))


def prijzen(figures):
    head = ["regiodocenten", "fixed", "pairs", "prices", "both proven and equal", "within", "check is worse", "wrong", "smallest conflicts"]
    listed = "".join(f"- {one['regiodocenten']}: {why}\n" for one in figures for name in ["zwakker", "buiten"] for why in one[name])
    return f"""\
Random pairs to which no rule objects. Every price was tried by a solve of its own from nothing: {figures[0]['check']} s on one thread, two side by side; a
twentieth of that where its proven bound already told what a longer one may reach. *Within*: the price holds what that solve
reached. *Check is worse*: it found something worse than the price allows, which says nothing against the price. *Fixed*: of so many of the
people the place is pinned (not the amount), so that a question runs into a decision; then every part of the conflict must be needed.

""" + table(head, [prices_row(one) for one in figures]) + (f"\n{listed}" if listed else "")


def front(figures):
    return f"""\
{figures['punten']} points at {figures['regiodocenten']} regiodocenten: {number(figures['seconden'])} s of the 55 s that the searches are given (bar: 60 s for 20). {figures['nietOvertroffen']} points are beaten by no other; the heaviest
school goes from {number(figures['zwaarsteEerst'], 2)} % to {number(figures['zwaarsteLaagst'], 2)} % lacking.
"""


def bord(figures):
    return f"""\
2, 3 and 4 % beside 5, 7 and 9 %, {figures['kolommen']} columns at {figures['regiodocenten']} regiodocenten: {number(figures['seconden'])} s (bar: 90 s).
"""


def dossier(figures):
    rows = [[name, *(number(took[key], 3) for key in ["mediaan", "p95", "hoogste"])] for name, took in figures["soorten"].items()]
    return f"Seconds for one case file of a plan that is there, {figures['regiodocenten']} regiodocenten (bar: 1 s).\n\n" + table(["of a", "median", "95 %", "longest"], rows)


def herronde(figures):
    return f"""\
Somebody falls out of the plan of {figures['regiodocenten']} regiodocenten while it runs; everybody agrees to be moved, at most {figures['budget']} may be. The search is
given 0.7 s; {figures['herrondes']} times: median {number(figures['mediaan'], 2)} s, 95 % within {number(figures['p95'], 2)} s, longest {number(figures['hoogste'], 2)} s (bar: 1 s). Somebody was moved in {figures['metVerplaatsing']}, at most {figures['meeste']};
{figures['beter']} end better than moving nobody, {figures['slechter']} worse.
"""


def demo(figures):
    return f"`rato demo --once` (75 schools, 150 regiodocenten, database and summary included): {number(figures['seconds'])} s, median of three.\n"


def http(figures):
    rows = [[f"{one['database']}, {one['verzoek']}" + (", while solving" if one["tijdensRekenen"] else ""), f"{one['verhouding']:.2f}",
             number(one["perSeconde"], 0), number(one["p50Ms"]), number(one["p99Ms"])] for one in figures["regels"]]
    return f"{figures['verbindingen']} connections, load generator in the same process; each ratio is the median of {figures['rondes']} rounds, each" \
        " between two measurements of the hello. Aims: GET 0.35 on SQLite and 0.2 on PostgreSQL, POST p99 within 25 ms.\n\n" \
        + table(["request", "÷ hello", "per second", "p50 ms", "p99 ms"], rows)


def import_(figures):
    rows = [[f"{one['database']}, {one['wat']}", f"{one['maalVloer']:.2f}", number(one["seconden"]), number(one["rekenseconden"]),
             number(one["perSeconde"], 0), number(one["geheugenMib"], 0)] for one in figures["regels"]]
    return f"A CSV of {figures['rijen']:,} regiodocenten with a contract and a bevoegdheid each, one row of a thousand wrong, read by a worker in a process of" \
        " its own. The floor writes the same rows to the same tables in one transaction, feed included, and reads and judges nothing." \
        " Bars on SQLite: 60 s and 200 MiB.\n\n" \
        + table(["file", "÷ floor", "s", "computing s", "rows/s", "peak MiB"], rows)


TITLES = {
    "gewogen": ("Weighted objective of amsterdam-v1", gewogen),
    "trappen": ("Strict tiers", trappen),
    "peers": ("Against peers", peers),
    "land": ("The country", land),
    "assign": ("Assignment problems of the OR-Library", assign),
    "gap": ("Generalised assignment", gap),
    "uitleg": ("Why not", uitleg),
    "prijzen": ("Prices against a solve of their own", prijzen),
    "front": ("The price of fairness", front),
    "bord": ("The scenario board", bord),
    "dossier": ("Case files", dossier),
    "herronde": ("A re-run after one change", herronde),
    "demo": ("Demo", demo),
    "http": ("The API", http),
    "import": ("A large import", import_),
}


def document(done):
    """The whole text; each section names its own commit and machine when they differ from the first."""
    parts = ["# Benchmarks\n", "Written by `just bench`; anybody can repeat every number. Trust ratios, not seconds. The bars are those of the engine's design.\n"]
    first = None
    for name, (title, write) in TITLES.items():
        if name not in done:
            continue
        parts.append(f"## {title}\n")
        where = done[name]["machine"]
        if where != first:
            parts.append(f"Commit {where['commit']}, {where['day']}, {where['cpu']}, {where['cores']} cores, {where['memory']} GiB.\n")
            first = first or where
        parts.append(write(done[name]["figures"]))
        parts.append(f"Took {number(done[name]['took'], 0)} s. Again: `just bench {name}`.\n")
    return "\n".join(parts)
