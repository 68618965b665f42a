"""An invented region of a few schools in the form of the public files, and two tiny instances with a known optimum:
enough to see that every benchmark runs where the real data are absent."""

from itertools import permutations, product

SCHOOLS = 6


def write(folder):
    """Writes the files and returns the folder."""
    work = folder / "arbeidsmarkt"
    work.mkdir(parents=True, exist_ok=True)
    formatie = ["vestigingscode,peildatum,benodigd_fte,beschikbaar_bevoegd_fte,niet_inzetbaar_fte,leerlingen,groepen"]
    scenario = ["vestigingscode,naam,bevoegd_gezag_nummer,bevoegd_gezag_naam_2018,lon,lat,schoolweging_2019"]
    for school in range(SCHOOLS):
        code, board = f"9{school}ZZ00", 90_000 + school % 2
        has = 20 - (1.3, 3.1, 0.9, 2.4, 1.7, 2.2)[school]
        formatie.append(f"{code},2023-10-01,20.00,{has:.2f},0.00,{230 + 10 * school},10")
        scenario.append(f"{code},School {school},{board},Bestuur {school % 2},{4.9 + school / 100:.3f},52.37,{25 + school}.00")
    (work / "amsterdam-bo-formatie-2023.csv").write_text("\n".join(formatie) + "\n")
    (work / "amsterdam-bo-scenario-2023.csv").write_text("\n".join(scenario) + "\n")
    assign(folder / "bench" / "assign")
    gap(folder / "bench" / "gap")
    return folder


def save(folder, name, text, optimum):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    (folder / "optima.csv").write_text(f"bestand,optimum_min\n{name},{optimum}\n")


def assign(folder):
    costs = [[(7 * i + 5 * j * j + 3) % 17 for j in range(6)] for i in range(6)]
    best = min(sum(row[j] for row, j in zip(costs, order)) for order in permutations(range(6)))
    save(folder, "klein.txt", "6\n" + "\n".join(" ".join(map(str, row)) for row in costs) + "\n", best)


def gap(folder):
    costs = [[(5 * a + 3 * t * t + 7) % 13 for t in range(6)] for a in range(3)]
    use = [[(4 * a + 5 * t) % 5 + 2 for t in range(6)] for a in range(3)]
    room = [9, 9, 9]
    fits = lambda plan: all(sum(use[a][t] for t, b in enumerate(plan) if a == b) <= room[a] for a in range(3))
    best = min(sum(costs[a][t] for t, a in enumerate(plan)) for plan in product(range(3), repeat=6) if fits(plan))
    rows = [[3, 6], *costs, *use, room]
    save(folder, "klein.txt", "\n".join(" ".join(map(str, row)) for row in rows) + "\n", best)
