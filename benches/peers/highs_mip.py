"""Peer: one big MIP in HiGHS, weighted (`--model gewogen`) or tier after tier (`--model trappen`)."""

import highspy
import numpy as np

from instance import TIERS, run, weights


class Mip:
    """Columns: a binary per pair, steps short per school and price, steps above each ceiling, persons short of each quota."""

    def __init__(self, instance):
        self.instance = instance
        self.lower, self.upper, self.integer = [], [], []
        self.rows, self.row_lower, self.row_upper = [], [], []
        self.tiers = {tier: {} for tier in TIERS}
        self.start = []
        self.lay()

    def column(self, upper, integer, start):
        self.lower.append(0.0)
        self.upper.append(float(upper))
        self.integer.append(integer)
        self.start.append(float(start))
        return len(self.lower) - 1

    def row(self, lower, terms, upper):
        self.rows.append(terms)
        self.row_lower.append(float(lower))
        self.row_upper.append(float(upper))

    def lay(self):
        one, inf = self.instance, highspy.kHighsInf
        by_person = [[] for _ in one.persons]
        by_school = [[] for _ in one.schools]
        by_board = [[] for _ in one.boards]
        for p, s, minutes in one.pairs:
            column, person = self.column(1, True, 0), one.persons[p]
            by_person[p].append((column, 1.0))
            by_school[s].append((column, person))
            by_board[one.schools[s]["board"]].append((column, person))
            self.tiers["gevulde-fte"][column] = -person["fte"] / 10_000
            self.tiers["mensen"][column] = float(minutes) * person["fte"] / 10_000
            self.tiers["loting"][column] = float(person["rank"])
        for terms in by_person:
            self.row(-inf, terms, 1)
        for school, found in zip(one.schools, by_school):
            self.row(-inf, [(c, person["fte"] / 10_000) for c, person in found], school["capacity"] / 10_000)
            self.row(-inf, [(c, float(person["coach"] * 20)) for c, person in found if person["coach"]], float(school["coach"] * 20))
            terms = [(c, float(person["netto"] * one.grid)) for c, person in found]
            for steps, price in school["stretches"]:
                lacks = self.column(steps, False, steps)
                self.tiers["tekort-eerst"][lacks] = float(price)
                terms.append((lacks, 1.0))
            self.row(sum(steps for steps, _ in school["stretches"]), terms, inf)
        for board, found in zip(one.boards, by_board):
            if board["room"] is not None:
                terms = [(c, float(person["netto"] * one.grid)) for c, person in found]
                for steps, price in board["stretches"]:
                    above = self.column(inf if steps is None else steps, False, 0)
                    self.tiers["solidariteit"][above] = float(price)
                    terms.append((above, -1.0))
                self.row(-inf, terms, board["free"])
            if board["quota"] > 0:
                short = self.column(board["quota"], False, board["quota"])
                self.tiers["zevenprocent"][short] = 1.0
                self.row(board["quota"], [(c, 1.0) for c, person in found if person["novice"]] + [(short, 1.0)], inf)

    def model(self):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(self.rows)
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.integrality_ = [highspy.HighsVarType.kInteger if i else highspy.HighsVarType.kContinuous for i in self.integer]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0] + [len(terms) for terms in self.rows])
        lp.a_matrix_.index_ = np.array([c for terms in self.rows for c, _ in terms])
        lp.a_matrix_.value_ = np.array([v for terms in self.rows for _, v in terms])
        return lp


class Solver:
    """HiGHS with a plan always in hand; it begins with nobody placed."""

    def __init__(self, mip, threads):
        self.mip, self.tiers = mip, mip.tiers
        self.highs = highspy.Highs()
        for name, value in [("output_flag", False), ("threads", threads), ("parallel", "on" if threads > 1 else "off"), ("mip_rel_gap", 0.0)]:
            self.highs.setOptionValue(name, value)
        self.highs.passModel(mip.model())
        self.held = np.array(mip.start)

    def minimise_weighted(self, seconds):
        weight = weights()
        return self.minimise({c: weight[tier] * v for tier in weight for c, v in self.tiers[tier].items()}, seconds)

    def minimise(self, costs, seconds):
        """Improves the plan in hand; the bound comes back, None without."""
        count = len(self.mip.lower)
        dense = np.zeros(count)
        for column, cost in costs.items():
            dense[column] = cost
        self.highs.changeColsCost(count, np.arange(count, dtype=np.int32), dense)
        solution = highspy.HighsSolution()
        solution.col_value = list(self.held)
        self.highs.setSolution(solution)
        self.highs.setOptionValue("time_limit", max(0.05, seconds))
        self.highs.run()
        info = self.highs.getInfo()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.held = np.array(self.highs.getSolution().col_value)
        optimal = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return optimal, info.mip_dual_bound

    def keep(self, costs):
        """Whatever comes next costs no more of this than the plan in hand."""
        value = sum(self.held[column] * cost for column, cost in costs.items())
        slack = 1e-6 * max(1.0, abs(value))
        self.highs.addRow(-highspy.kHighsInf, value + slack, len(costs), np.array(list(costs), dtype=np.int32), np.array(list(costs.values())))


if __name__ == "__main__":
    run(__doc__, "HiGHS", lambda instance, threads: Solver(Mip(instance), threads))
