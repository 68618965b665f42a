//! Files of the OR-Library and of Yagiura: numbers separated by white space, plain or gzip, with a list of published optima.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, bail, ensure};
use flate2::read::MultiGzDecoder;

use crate::matching::toewijzing::{Mogelijkheid, Toewijzing};

/// Which of the two forms the files have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vorm {
    /// A matrix or a list of costs: everybody to a place of their own.
    Assign,
    /// Costs, use and room: a place can hold several.
    Gap,
}

/// Every instance of the folder with its published optimum, in the order of `optima.csv`.
pub fn instances(folder: &Path) -> anyhow::Result<Vec<(String, i64)>> {
    let path = folder.join("optima.csv");
    let mut reader = csv::Reader::from_path(&path)
        .with_context(|| format!("{} is niet te lezen; geef de map met de instanties", path.display()))?;
    let mut found = Vec::new();
    for row in reader.deserialize() {
        let row: BTreeMap<String, String> = row?;
        let name = row.get("bestand").with_context(|| format!("{} mist de kolom bestand", path.display()))?;
        let optimum = row.get("optimum_min").and_then(|text| text.parse().ok());
        found.push((name.clone(), optimum.with_context(|| format!("{name} heeft geen heel optimum in optima.csv"))?));
    }
    Ok(found)
}

/// Reads one file.
pub fn read(path: &Path, vorm: Vorm) -> anyhow::Result<Toewijzing> {
    let bytes = fs::read(path).with_context(|| format!("{} is niet te lezen", path.display()))?;
    let mut text = String::new();
    match path.extension().is_some_and(|extension| extension == "gz") {
        true => MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text),
        false => bytes.as_slice().read_to_string(&mut text),
    }
    .with_context(|| format!("{} is geen tekst", path.display()))?;
    parse(&text, vorm).with_context(|| format!("{} heeft niet de vorm van zo'n instantie", path.display()))
}

fn parse(text: &str, vorm: Vorm) -> anyhow::Result<Toewijzing> {
    let numbers = text.split_whitespace().map(i64::from_str).collect::<Result<Vec<_>, _>>()?;
    match vorm {
        Vorm::Assign => assign(&numbers),
        Vorm::Gap => gap(&numbers),
    }
}

/// n and n × n costs, or n and triples (from 1) of the pairs that may be.
fn assign(numbers: &[i64]) -> anyhow::Result<Toewijzing> {
    let (size, rest) = numbers.split_first().context("het bestand is leeg")?;
    let size = usize::try_from(*size)?;
    let mut found = Toewijzing { ruimte: vec![1; size], personen: vec![Vec::new(); size] };
    if rest.len() == size * size {
        for (own, costs) in found.personen.iter_mut().zip(rest.chunks_exact(size.max(1))) {
            own.extend(costs.iter().enumerate().map(|(plek, kost)| Mogelijkheid { plek, kost: *kost, gebruik: 1 }));
        }
        return Ok(found);
    }
    ensure!(rest.len().is_multiple_of(3), "geen matrix en geen drietallen");
    for triple in rest.chunks_exact(3) {
        let [persoon, plek, kost] = triple else { bail!("geen drietal") };
        let (persoon, plek) = (usize::try_from(persoon - 1)?, usize::try_from(plek - 1)?);
        ensure!(plek < size, "een plaats buiten bereik");
        let own = found.personen.get_mut(persoon).context("een persoon buiten bereik")?;
        own.push(Mogelijkheid { plek, kost: *kost, gebruik: 1 });
    }
    found.personen.iter_mut().for_each(|own| own.sort_by_key(|one| one.plek));
    Ok(found)
}

/// m, n, m × n costs, m × n use, m times room.
fn gap(numbers: &[i64]) -> anyhow::Result<Toewijzing> {
    let [agents, tasks, rest @ ..] = numbers else { bail!("het bestand is leeg") };
    let (agents, tasks) = (usize::try_from(*agents)?, usize::try_from(*tasks)?);
    let cells = agents * tasks;
    ensure!(tasks > 0 && rest.len() == 2 * cells + agents, "het aantal getallen klopt niet");
    let (costs, rest) = rest.split_at(cells);
    let (use_of, room) = rest.split_at(cells);
    let mut found = Toewijzing { ruimte: room.to_vec(), personen: vec![Vec::new(); tasks] };
    for (plek, (costs, use_of)) in costs.chunks_exact(tasks).zip(use_of.chunks_exact(tasks)).enumerate() {
        for (own, (kost, gebruik)) in found.personen.iter_mut().zip(costs.iter().zip(use_of)) {
            ensure!(*gebruik > 0, "een taak die geen ruimte vraagt");
            own.push(Mogelijkheid { plek, kost: *kost, gebruik: *gebruik });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_and_a_list_of_pairs_say_the_same() {
        let dense = parse("2\n 1 2\n 3 4\n", Vorm::Assign).unwrap();
        assert_eq!(parse("2\n 1 2 2\n 1 1 1\n 2 1 3\n 2 2 4 \n", Vorm::Assign).unwrap(), dense);
        assert_eq!(dense.kost(&[1, 0]), Some(5));
        assert_eq!(dense.kost(&[0, 0]), None);
    }

    #[test]
    fn costs_use_and_room_of_a_gap_are_told_apart() {
        let found = parse("2 3  1 2 3 4 5 6  7 8 9 1 1 1  15 2", Vorm::Gap).unwrap();
        assert_eq!(found.ruimte, [15, 2]);
        assert_eq!(found.kost(&[0, 0, 1]), Some(1 + 2 + 6));
        assert_eq!(found.kost(&[1, 1, 1]), None, "three do not fit in a room of two");
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        for (text, vorm) in
            [("", Vorm::Assign), ("2 1 2 3 4 5", Vorm::Assign), ("2 3 1 2 3", Vorm::Gap), ("x", Vorm::Gap)]
        {
            assert!(parse(text, vorm).is_err(), "{text}");
        }
    }
}
