"""A Problem as the peers see it: persons, schools, boards and pairs, read from the same JSON as `rato match`.

Written from docs/DOMAIN.md and the beleid in the file, not from the engine. Covers what the instances of `rato problem`
hold: everybody whole, at one school or nowhere, for the whole schooljaar. Any other Problem is refused. Fractions are exact.
"""

import argparse
import json
import math
import sys
import time
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce

TIERS = ["solidariteit", "tekort-eerst", "zevenprocent", "gevulde-fte", "mensen", "loting"]
EARTH_M = 6_371_009.0


def refuse(why):
    sys.exit(f"the peers do not cover this Problem: {why}")


class Beleid:
    """Parameters of the rules, numbers as fractions."""

    def __init__(self, beleid):
        self.regels = beleid["regels"]

    def waarde(self, regel, naam):
        return self.regels[regel]["parameters"][naam]["waarde"]

    def getal(self, regel, naam):
        return Fraction(str(self.waarde(regel, naam)))

    def lijst(self, regel, naam):
        return [Fraction(str(one)) for one in self.waarde(regel, naam)]


def e4(fte):
    """Fte of the file as ten-thousandths."""
    return round(float(fte) * 10_000)


def half_up(number):
    return math.floor(number + Fraction(1, 2))


def meters(a, b):
    """Great-circle distance in whole metres."""
    lat1, lat2 = (math.radians(p["latE6"] / 1e6) for p in (a, b))
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians((b["lonE6"] - a["lonE6"]) / 1e6) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return math.floor(2 * EARTH_M * math.asin(min(1.0, math.sqrt(h))) + 0.5)


class Instance:
    """Lists by position; `pairs` are (person, school, minutes per fte as a fraction)."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.problem = json.load(file)
        self.beleid = Beleid(self.problem["beleid"])
        year = int(self.problem["schooljaar"][:4])
        self.first, self.last = date(year, 8, 1), date(year + 1, 7, 31)
        self.days = (self.last - self.first).days + 1
        self.check_shape()
        self.read_schools()
        self.read_persons()
        self.read_boards()
        self.read_pairs()
        self.lay_grid()

    def check_shape(self):
        problem, beleid = self.problem, self.beleid
        whole = {"van": self.first.isoformat(), "totEnMet": self.last.isoformat()}
        asked = {json.dumps(v["bevoegdheid"], sort_keys=True) for v in problem["vacatures"]}
        wrong = [
            (problem["plaatsingen"], "there are plaatsingen of today"),
            (problem["beleid"]["tiers"] != ["harde-regels", *TIERS], "another order of tiers"),
            (any(v["periode"] != whole or v["soort"] != "regulier" or v["alleenGeheel"] for v in problem["vacatures"]),
             "a vacature that is not regulier, divisible and for the whole schooljaar"),
            (len(asked) > 1, "more than one bevoegdheid"),
            (any(not t["alleenGeheel"] or len(t["contracten"]) != 1 or t["instemmingen"] or t["uitsluitingen"]
                 or t["punt"] is None or t["vogDatum"] is None for t in problem["regiodocenten"]),
             "a regiodocent who is not whole, with one contract, a VOG and a known home"),
            (any(b["begeleidingFte"] for b in problem["schoolbesturen"]) or beleid.getal("begeleiding", "pool-regio"),
             "a shared pool of begeleiding"),
            (beleid.waarde("spreiding", "max-personen-per-vacature") != 0, "a limit on persons per vacature"),
            (beleid.waarde("voorkeur", "reistijd-maat") != "relatief", "journeys in absolute minutes"),
            (beleid.waarde("drieprocent", "grondslag") != "eigen", "another grondslag of the 3%-regeling"),
            (beleid.waarde("zevenprocent", "afronding") != "grootste-rest", "another rounding of the 7%-regeling"),
            (beleid.waarde("zevenprocent", "grondslag") != "groepen", "another grondslag of the 7%-regeling"),
            (beleid.waarde("tekort-eerst", "weging-meetellen"), "prices that grow with the schoolweging"),
        ]
        for found, why in wrong:
            if found:
                refuse(why)

    def read_schools(self):
        beleid = self.beleid
        places = {}
        for vacature in sorted(self.problem["vacatures"], key=lambda v: v["id"]):
            places.setdefault(vacature["vestigingscode"], []).append((vacature["id"], e4(vacature["fte"])))
        self.schools = []
        widths, prices = beleid.lijst("tekort-eerst", "breedtes"), beleid.lijst("tekort-eerst", "prijzen")
        for school in self.problem["scholen"]:
            form = school["formatie"]
            own = e4(form["beschikbaarBevoegdFte"]) - e4(form["nietInzetbaarFte"]) if form else 0
            need = e4(form["benodigdFte"]) if form else 0
            places_of = max(1, half_up(Fraction(form["groepen"] or 0, int(beleid.waarde("begeleiding", "groepen-per-plaats"))))) if form else 1
            coach = Fraction(e4(form["begeleidingFte"]), 10_000) if form and form["begeleidingFte"] is not None \
                else beleid.getal("begeleiding", "per-plaats") * places_of
            # What is short after `own`, cut into bands: (width or None, price), the mildest first. Netto fte.
            short = Fraction(max(0, need - own), 10_000)
            bands, left = [], short
            for at, price in enumerate(prices):
                width = min(left, widths[at] * Fraction(need, 10_000)) if at < len(widths) else left
                if width > 0:
                    bands.append((width, price))
                left -= width
            vacatures = places.get(school["vestigingscode"], [])
            self.schools.append({
                "code": school["vestigingscode"], "board": (school["sector"], school["bestuursnummer"]), "punt": school["punt"],
                "form": form, "own": Fraction(own, 10_000), "weging": school["schoolwegingE2"], "short": short, "bands": bands,
                "coach": coach, "vacatures": vacatures, "capacity": sum(fte for _, fte in vacatures),
            })
        self.asked = sum(school["capacity"] for school in self.schools)

    def read_persons(self):
        beleid, wait = self.beleid, int(self.beleid.waarde("opleidingsplaats", "dubbele-bezetting"))
        lots = sorted(t["lot"] for t in self.problem["regiodocenten"])
        rank = {lot: at for at, lot in reversed(list(enumerate(lots)))}
        self.persons = []
        for t in self.problem["regiodocenten"]:
            start = t["trajectStart"]
            novice = t["soort"] == "zij-instromer" and start is not None and start >= self.first.isoformat()
            if t["soort"] == "zij-instromer" and not novice:
                refuse("a zij-instromer beyond the first year")
            coach = beleid.getal("begeleiding", "eerstejaars") if novice else \
                beleid.getal("begeleiding", "starter") if t["soort"] == "starter" else Fraction(0)
            netto_from = self.first + timedelta(days=wait) if novice and wait > 0 else None
            netto_days = self.days if netto_from is None else max(0, (self.last - netto_from).days + 1)
            self.persons.append({
                "id": t["id"], "fte": e4(t["contracten"][0]["werktijdfactor"]), "novice": novice, "coach": coach,
                "netto": Fraction(e4(t["contracten"][0]["werktijdfactor"]) * netto_days, 10_000 * self.days),
                "netto_from": netto_from, "punt": t["punt"], "rank": rank[t["lot"]],
                "max": t["maxReistijd"] or int(beleid.waarde("reistijd", "maximum")),
                "wish": {wish["vestigingscode"]: wish["minuten"] for wish in t["voorkeuren"]},
            })

    def read_boards(self):
        """Room under the 3 % ceiling (None: no ceiling) and quota of the 7 %, per board and sector."""
        beleid = self.beleid
        middle, alfa = beleid.getal("drieprocent", "weging-midden"), beleid.getal("drieprocent", "alfa")
        share, leave = beleid.getal("drieprocent", "percentage"), beleid.getal("drieprocent", "uitstroom")
        sums = {}
        for school in self.schools:
            form = school["form"]
            board = sums.setdefault(school["board"], {"t": Fraction(0), "w": Fraction(0), "out": Fraction(0), "groups": 0, "own": 0})
            factor = 1 if school["weging"] is None else 1 + alfa * (Fraction(school["weging"], 100) - middle) / middle
            told = form and form["verwachteUitstroomFte"]
            board["t"] += school["own"]
            board["w"] += factor * (form["leerlingen"] if form else 0)
            board["out"] += leave * school["own"] if told is None else Fraction(e4(told), 10_000)
            board["groups"] += (form["groepen"] or 0) if form else 0
            board["own"] += form["eerstejaarsZijInstromersEigen"] if form else 0
        known = {b["bestuursnummer"]: b for b in self.problem["schoolbesturen"]}
        self.boards = []
        for sector in sorted({key[0] for key in sums}):
            here = {key: board for key, board in sums.items() if key[0] == sector}
            all_t, all_w = (sum(board[name] for board in here.values()) for name in ("t", "w"))
            demand = {key: beleid.getal("zevenprocent", "percentage") * board["groups"]
                      + Fraction(known[key[1]]["saldiZevenprocent"].get(key[0], "0")) for key, board in here.items()}
            quota = {key: max(0, math.floor(eis)) for key, eis in demand.items()}
            rest = half_up(sum(demand.values())) - sum(quota.values())
            order = sorted((key for key in here if demand[key] >= 0),
                           key=lambda key: (-(demand[key] - math.floor(demand[key])), known[key[1]]["lot"], key[1]))
            for key in order[:max(0, rest)]:
                quota[key] += 1
            for key, board in here.items():
                fair = all_t * board["w"] / all_w if all_w else board["t"]
                donor = board["t"] > fair and board["t"] >= beleid.getal("drieprocent", "drempel")
                room = max(Fraction(0), board["out"] - min(board["t"] - fair, share * board["t"])) if donor else None
                self.boards.append({"key": key, "room": room, "quota": quota[key] - board["own"]})
        at = {board["key"]: index for index, board in enumerate(self.boards)}
        for school in self.schools:
            school["board"] = at[school["board"]]

    def read_pairs(self):
        """Within reach, small enough for the place and for the coach time."""
        beleid = self.beleid
        per_meter = beleid.getal("reistijd", "omwegfactor") * 60 / (1_000 * beleid.getal("reistijd", "snelheid"))
        scale = beleid.getal("voorkeur", "relatieve-schaal")
        self.pairs = []
        for p, person in enumerate(self.persons):
            for s, school in enumerate(self.schools):
                if school["punt"] is None:
                    refuse("a school without a place")
                far = meters(person["punt"], school["punt"])
                fits = person["fte"] <= school["capacity"] and person["coach"] <= school["coach"]
                if fits and far * per_meter.numerator <= person["max"] * per_meter.denominator:
                    minutes = far * per_meter * scale / person["max"] - person["wish"].get(school["code"], 0)
                    self.pairs.append((p, s, minutes))

    def values(self, chosen):
        """Exact value of every tier for a list of positions in `pairs`."""
        netto = [Fraction(0)] * len(self.schools)
        per_board, novices = [Fraction(0)] * len(self.boards), [0] * len(self.boards)
        filled, minutes, ranks = 0, Fraction(0), 0
        for at in chosen:
            p, s, per_fte = self.pairs[at]
            person, board = self.persons[p], self.schools[s]["board"]
            netto[s] += person["netto"]
            per_board[board] += person["netto"]
            novices[board] += person["novice"]
            filled += person["fte"]
            minutes += per_fte * Fraction(person["fte"], 10_000)
            ranks += person["rank"]
        priced = sum(self.priced(school, has) for school, has in zip(self.schools, netto))
        above = sum(max(Fraction(0), has - b["room"]) for has, b in zip(per_board, self.boards) if b["room"] is not None)
        short = sum(max(0, b["quota"] - count) for count, b in zip(novices, self.boards))
        return dict(zip(TIERS, [Fraction(above), priced, Fraction(short), Fraction(self.asked - filled, 10_000), minutes, Fraction(ranks)]))

    def write(self, amounts, path):
        """Writes placements as the `plaatsingen` of a Plan; `amounts` are (pair, ten-thousandths fte)."""
        at_school = {}
        for at, fte in amounts:
            p, s, _ = self.pairs[at]
            at_school.setdefault(s, []).append((p, fte))
        lines = []
        for s, people in at_school.items():
            parts = list(self.schools[s]["vacatures"])
            for p, fte in sorted(people):
                delen = []
                while fte > 0 and parts:
                    name, room = parts[0]
                    take = min(fte, room)
                    delen.append({"vacature": name, "fte": take / 10_000, "van": self.first.isoformat(), "totEnMet": self.last.isoformat()})
                    fte -= take
                    parts[0] = (name, room - take)
                    if parts[0][1] == 0:
                        parts.pop(0)
                line = {"regiodocent": self.persons[p]["id"], "vestigingscode": self.schools[s]["code"], "delen": delen}
                if self.persons[p]["netto_from"] is not None:
                    line["nettoVanaf"] = self.persons[p]["netto_from"].isoformat()
                lines.append(line)
        lines.sort(key=lambda line: (line["regiodocent"], line["vestigingscode"]))
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"plaatsingen": lines}, file)


    def lay_grid(self):
        """Netto fte comes in steps of 1 / `grid`, so convex costs are exact with a price per whole step.

        Per school and board stretches (steps, price per step): what a school lacks, dearest first; what a board has too much.
        """
        self.grid = common_denominator([person["netto"] for person in self.persons])
        steps = lambda cost, top: [cost(u) - cost(u + 1) for u in range(top)]
        for school in self.schools:
            gains = steps(lambda u: self.priced(school, Fraction(u, self.grid)), math.ceil(school["short"] * self.grid))
            school["stretches"] = stretches(gains)
        for board in self.boards:
            if board["room"] is not None:
                first = math.floor(board["room"] * self.grid)
                part = Fraction(first + 1, self.grid) - board["room"]
                board["free"], board["stretches"] = first, [(1, part), (None, Fraction(1, self.grid))]

    @staticmethod
    def priced(school, has):
        """Priced shortage of a school that got so much netto fte."""
        left, total = max(Fraction(0), school["short"] - has), Fraction(0)
        for width, price in school["bands"]:
            total += price * min(width, left)
            left -= min(width, left)
        return total


def stretches(prices):
    """Runs of equal prices as (length, price)."""
    found = []
    for price in prices:
        if found and found[-1][1] == price:
            found[-1] = (found[-1][0] + 1, price)
        else:
            found.append((1, price))
    return found


def common_denominator(numbers):
    return reduce(math.lcm, (number.denominator for number in numbers), 1)


def weights():
    """The one weighted objective of the benchmark, per unit of each tier: fte above a ceiling, weighted fte, person, and
    fte × minute (a minute for each tenth of an fte)."""
    return {"solidariteit": 200_000, "tekort-eerst": 10_000, "zevenprocent": 8_000, "mensen": 10}


def run(description, peer, solver_of):
    """The command of a peer with one model: weighted, or tier after tier with what is left of the time.

    `solver_of(instance, threads)` gives what has `tiers`, `minimise_weighted(seconds)` and `minimise(tier, seconds)`, each of
    which tell whether the plan is optimal and a bound; `keep(tier)`, and `held` with the pairs first.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("problem")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--model", choices=["gewogen", "trappen"], default="gewogen")
    parser.add_argument("--time", type=float, default=10)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    instance = Instance(args.problem)
    solver = solver_of(instance, args.threads)
    # The time is the solver's: reading and building are not counted.
    began = time.monotonic()
    bound = None
    if args.model == "gewogen":
        optimal, bound = solver.minimise_weighted(args.time)
    else:
        optimal = True
        for at, tier in enumerate(TIERS):
            left = args.time - (time.monotonic() - began)
            if left <= 0:
                optimal = False
                break
            done, _ = solver.minimise(solver.tiers[tier], left / (len(TIERS) - at))
            optimal = optimal and done
            solver.keep(solver.tiers[tier])
    seconds = time.monotonic() - began
    chosen = [at for at in range(len(instance.pairs)) if solver.held[at] > 0.5]
    report(instance, chosen, args.output, peer=peer, model=args.model, seconden=round(seconds, 2), optimaal=optimal, grens=bound)


def report(instance, chosen, path, **told):
    """Writes the plan and prints what is known of the run as one line of JSON."""
    instance.write([(at, instance.persons[instance.pairs[at][0]]["fte"]) for at in chosen], path)
    values = instance.values(chosen)
    told["tiers"] = {tier: str(value) for tier, value in values.items()}
    told["gewogen"] = float(sum(weights().get(tier, 0) * value for tier, value in values.items()))
    print(json.dumps(told))
