"""Floor: a minimum-cost flow of fte over persons, schools and boards (OR-Tools).

Not a peer: a flow cuts people over schools, knows no coach time, no quota in persons, and counts a first-year as if netto
from the first day. It shows what is left when those rules are dropped, and how fast; its plan breaks rules and is judged as it is.
"""

import argparse
import math
import time

from ortools.graph.python import min_cost_flow

from instance import Instance, weights

# One unit of flow is a hundredth of an fte; costs are thousandths of the weighted objective per unit.
UNIT = 100
MILLI = 1_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("problem")
    parser.add_argument("-o", "--output", required=True)
    args = parser.parse_args()
    one = Instance(args.problem)
    began = time.monotonic()
    flow = min_cost_flow.SimpleMinCostFlow()
    persons, schools, boards = len(one.persons), len(one.schools), len(one.boards)
    sink = persons + 2 * schools + boards
    weight = weights()
    arcs = []
    for p, s, minutes in one.pairs:
        cost = round(minutes * weight["mensen"] * MILLI / UNIT)
        arcs.append(flow.add_arc_with_capacity_and_unit_cost(p, persons + s, one.persons[p]["fte"] * UNIT // 10_000, cost))
    for s, school in enumerate(one.schools):
        inside, out = persons + s, persons + schools + s
        left = school["capacity"] * UNIT // 10_000
        # The dearest band fills first; what fills no band costs nothing.
        for width, price in reversed(school["bands"]):
            size = min(left, math.floor(width * UNIT))
            flow.add_arc_with_capacity_and_unit_cost(inside, out, size, -round(price * weight["tekort-eerst"] * MILLI / UNIT))
            left -= size
        flow.add_arc_with_capacity_and_unit_cost(inside, out, left, 0)
        flow.add_arc_with_capacity_and_unit_cost(out, persons + 2 * schools + school["board"], school["capacity"], 0)
    total = sum(person["fte"] for person in one.persons) * UNIT // 10_000
    for b, board in enumerate(one.boards):
        node = persons + 2 * schools + b
        room = total if board["room"] is None else math.floor(board["room"] * UNIT)
        flow.add_arc_with_capacity_and_unit_cost(node, sink, room, 0)
        flow.add_arc_with_capacity_and_unit_cost(node, sink, total, weight["solidariteit"] * MILLI // UNIT)
    for p, person in enumerate(one.persons):
        amount = person["fte"] * UNIT // 10_000
        flow.add_arc_with_capacity_and_unit_cost(p, sink, amount, 0)
        flow.set_node_supply(p, amount)
    flow.set_node_supply(sink, -sum(person["fte"] * UNIT // 10_000 for person in one.persons))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise SystemExit(f"the flow has no optimum: {status}")
    seconds = time.monotonic() - began
    amounts = [(at, flow.flow(arc) * 10_000 // UNIT) for at, arc in enumerate(arcs) if flow.flow(arc) > 0]
    one.write(amounts, args.output)
    cut = len(amounts) - len({one.pairs[at][0] for at, _ in amounts})
    print(f'{{"peer": "stroom", "model": "gewogen", "seconden": {seconds:.2f}, "optimaal": true, "gesplitst": {cut}}}')


if __name__ == "__main__":
    main()
