//! One line of a table into its values, whatever its writer thought of quotes.

/// The most frequent of `;`, `,` and tab in the first row.
pub(super) fn find_scheiding(regel: &str) -> u8 {
    let aantal = |teken: u8| regel.bytes().filter(|b| *b == teken).count();
    [b';', b',', b'\t'].into_iter().rev().max_by_key(|teken| aantal(*teken)).unwrap_or(b';')
}

/// One line into values. Quotes at both ends are taken off, doubled ones inside made single, also when the writer
/// doubled them once too often (`"BS """"De Maasparel"""""`) or forgot the outer ones (`BS ""De Maasparel""`).
pub(super) fn split_regel(regel: &str, scheiding: u8, breedte: Option<usize>) -> Vec<Option<String>> {
    let netjes = split_csv(regel, scheiding, true);
    let oneven = regel.bytes().filter(|b| *b == b'"').count() % 2 == 1;
    let mut velden = netjes;
    if has_broken_quotes(regel, scheiding) && (oneven || breedte == Some(velden.len())) {
        let ruw = split_csv(regel, scheiding, false);
        if breedte.is_none_or(|breedte| breedte == ruw.len()) {
            velden = ruw.into_iter().map(|veld| without_outer_quotes(&veld).to_owned()).collect();
        }
    }
    velden.into_iter().map(|veld| clean(&veld)).collect()
}

fn split_csv(regel: &str, scheiding: u8, quoting: bool) -> Vec<String> {
    let mut lezer = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(scheiding)
        .quoting(quoting)
        // Lines are cut already; a lone carriage return inside one is no end of row.
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(regel.len().max(16))
        .from_reader(regel.as_bytes());
    match lezer.records().next() {
        Some(Ok(record)) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Does a value begin with a quote that does not enclose it: `"Kla4" school`, `""De Maasparel""`, `"De Borgh`?
fn has_broken_quotes(regel: &str, scheiding: u8) -> bool {
    regel.split(char::from(scheiding)).map(str::trim).filter(|deel| deel.starts_with('"') && *deel != "\"\"").any(
        |deel| {
            let opent_dubbel = deel.starts_with("\"\"") && !deel.starts_with("\"\"\"");
            deel.len() == 1 || !deel.ends_with('"') || opent_dubbel
        },
    )
}

fn without_outer_quotes(veld: &str) -> &str {
    let veld = veld.trim();
    veld.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(veld)
}

fn clean(veld: &str) -> Option<String> {
    let veld = veld.trim().replace("\"\"", "\"");
    (!veld.is_empty()).then_some(veld)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn velden(regel: &str, breedte: usize) -> Vec<String> {
        split_regel(regel, b';', Some(breedte)).into_iter().map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn every_way_of_quoting_gives_the_same_name() {
        for naam in
            ["BS \"\"De Parel\"\"", "\"BS \"\"De Parel\"\"\"", "\"BS \"\"\"\"De Parel\"\"\"\"\"", "BS \"De Parel\""]
        {
            assert_eq!(velden(&format!("1;{naam};2"), 3), ["1", "BS \"De Parel\"", "2"], "{naam}");
        }
        assert_eq!(velden("\"\"De Parel\"\";2", 2), ["\"De Parel\"", "2"]);
        assert_eq!(velden("\"Kla4\" school;2", 2), ["\"Kla4\" school", "2"]);
    }

    #[test]
    fn a_separator_inside_quotes_is_no_separator() {
        assert_eq!(velden("1;\"Opb.; PC\";2", 3), ["1", "Opb.; PC", "2"]);
        assert_eq!(velden("1;\"a; \"\"b\"\" c\";2", 3), ["1", "a; \"b\" c", "2"]);
    }

    #[test]
    fn an_open_quote_spoils_at_most_its_own_row() {
        assert_eq!(velden("1;\"De Borgh;2", 3), ["1", "\"De Borgh", "2"]);
        let bestand = super::super::bestand::Bestand::from_bytes("x", b"a;b\n\"1;2\n3;4\n".to_vec()).unwrap();
        assert_eq!(bestand.records().unwrap().count(), 3);
    }
}
