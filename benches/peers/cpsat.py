"""Peer: OR-Tools CP-SAT, weighted (`--model gewogen`) or tier after tier with hints (`--model trappen`)."""

import math
from fractions import Fraction

from ortools.sat.python import cp_model

from instance import TIERS, common_denominator, run, weights

# Journeys are whole thousandths of a minute, prices whole hundred-thousandths.
MILLI = 1_000
FINE = 100_000


class Model:
    """Booleans per pair, whole numbers for steps short per school and price, steps above each ceiling and missing persons per quota."""

    def __init__(self, instance):
        self.instance = instance
        self.cp = cp_model.CpModel()
        # Per tier: variables with whole coefficients, and how many model units are one unit of the tier.
        self.tiers = {tier: [] for tier in TIERS}
        self.per_unit = {"solidariteit": FINE, "tekort-eerst": FINE, "zevenprocent": 1, "gevulde-fte": 10_000, "mensen": MILLI, "loting": 1}
        self.all, self.start = [], []
        self.lay()

    def number(self, upper, start):
        variable = self.cp.new_int_var(0, upper, "")
        self.all.append(variable)
        self.start.append(start)
        return variable

    def lay(self):
        one, cp = self.instance, self.cp
        coach = common_denominator([p["coach"] for p in one.persons] + [s["coach"] for s in one.schools])
        by_person = [[] for _ in one.persons]
        by_school = [[] for _ in one.schools]
        by_board = [[] for _ in one.boards]
        self.pairs = []
        for p, s, minutes in one.pairs:
            x, person = cp.new_bool_var(""), one.persons[p]
            self.pairs.append(x)
            by_person[p].append(x)
            by_school[s].append((x, person))
            by_board[one.schools[s]["board"]].append((x, person))
            self.tiers["gevulde-fte"].append((x, -person["fte"]))
            self.tiers["mensen"].append((x, round(minutes * Fraction(person["fte"], 10_000) * MILLI)))
            self.tiers["loting"].append((x, person["rank"]))
        self.all, self.start = list(self.pairs), [0] * len(self.pairs)
        for terms in by_person:
            cp.add_at_most_one(terms)
        amount = lambda person: int(person["netto"] * one.grid)
        for school, found in zip(one.schools, by_school):
            self.below([(x, person["fte"]) for x, person in found], school["capacity"])
            self.below([(x, int(person["coach"] * coach)) for x, person in found if person["coach"]], math.floor(school["coach"] * coach))
            terms = [(x, amount(person)) for x, person in found]
            for steps, price in school["stretches"]:
                lacks = self.number(steps, steps)
                self.tiers["tekort-eerst"].append((lacks, round(price * FINE)))
                terms.append((lacks, 1))
            self.above(terms, sum(steps for steps, _ in school["stretches"]))
        most = sum(amount(person) for person in one.persons)
        for board, found in zip(one.boards, by_board):
            if board["room"] is not None:
                terms = [(x, amount(person)) for x, person in found]
                for steps, price in board["stretches"]:
                    over = self.number(most if steps is None else steps, 0)
                    self.tiers["solidariteit"].append((over, round(price * FINE)))
                    terms.append((over, -1))
                self.below(terms, board["free"])
            if board["quota"] > 0:
                short = self.number(board["quota"], board["quota"])
                self.tiers["zevenprocent"].append((short, 1))
                self.above([(x, 1) for x, person in found if person["novice"]] + [(short, 1)], board["quota"])

    def sum(self, terms):
        return cp_model.LinearExpr.weighted_sum([x for x, _ in terms], [c for _, c in terms])

    def below(self, terms, upper):
        if terms:
            self.cp.add(self.sum(terms) <= upper)

    def above(self, terms, lower):
        if terms and lower > 0:
            self.cp.add(self.sum(terms) >= lower)

    def weighted(self):
        """All tiers in thousandths of a minute."""
        terms = []
        for tier, weight in weights().items():
            factor = Fraction(weight * MILLI, self.per_unit[tier])
            terms += [(x, round(factor * c)) for x, c in self.tiers[tier]]
        return terms


class Solver:
    """CP-SAT with a plan always in hand, given as a hint; it begins with nobody placed."""

    def __init__(self, model, threads):
        self.model, self.threads, self.tiers = model, threads, model.tiers
        self.held = list(model.start)

    def minimise_weighted(self, seconds):
        optimal, bound = self.minimise(self.model.weighted(), seconds)
        return optimal, bound / MILLI

    def minimise(self, terms, seconds):
        cp = self.model.cp
        cp.clear_hints()
        for variable, value in zip(self.model.all, self.held):
            cp.add_hint(variable, value)
        cp.minimize(self.model.sum(terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.threads
        solver.parameters.max_time_in_seconds = max(0.05, seconds)
        status = solver.solve(cp)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.held = [solver.value(variable) for variable in self.model.all]
        return status == cp_model.OPTIMAL, solver.best_objective_bound

    def keep(self, terms):
        held = dict(zip((x.index for x in self.model.all), self.held))
        self.model.cp.add(self.model.sum(terms) <= sum(c * held[x.index] for x, c in terms))


if __name__ == "__main__":
    run(__doc__, "CP-SAT", lambda instance, threads: Solver(Model(instance), threads))
