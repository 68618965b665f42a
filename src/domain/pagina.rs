//! A page of a list, walked by key so that nothing is skipped or repeated while others write.

use uuid::Uuid;

use super::invoer::Invoerfout;

/// Which page is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagina {
    /// Everything after this key; absent: from the beginning.
    pub na: Option<String>,
    /// At most this many, 1 to 200.
    pub aantal: usize,
}

impl Pagina {
    /// How many rows to read: one more than asked, to know whether there is a next page.
    pub fn lees_aantal(&self) -> i64 {
        i64::try_from(self.aantal).unwrap_or(200) + 1
    }

    /// The key as an id, for lists in order of id; an error when the cursor belongs to another list.
    pub fn na_id(&self) -> Result<Option<Uuid>, Invoerfout> {
        self.na.as_deref().map(str::parse).transpose().map_err(|_| {
            let detail = "deze cursor komt niet uit een eerder antwoord van deze lijst";
            Invoerfout::new("cursor", "ongeldige-cursor", detail, "Begin zonder cursor en volg de kop Link.")
        })
    }
}

/// A page that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lijst<T> {
    /// The items, in order of their key.
    pub items: Vec<T>,
    /// Key of the last item when there is more after it.
    pub volgende: Option<String>,
}

impl<T> Lijst<T> {
    /// From rows read with [`Pagina::lees_aantal`].
    pub fn from_rows(mut items: Vec<T>, pagina: &Pagina, key: impl Fn(&T) -> String) -> Self {
        let more = items.len() > pagina.aantal;
        items.truncate(pagina.aantal);
        let volgende = if more { items.last().map(key) } else { None };
        Lijst { items, volgende }
    }

    /// Every item turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Lijst<U> {
        Lijst { items: self.items.into_iter().map(f).collect(), volgende: self.volgende }
    }
}
