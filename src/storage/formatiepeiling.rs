//! Formatiepeiling in the database.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::upsert::excluded;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::deelname::vestigingscodes_in;
use super::formatieverloop::{replace_verloop, verlopen_of};
use super::schema::{formatiepeiling, school, vorig_bestuur};
use super::types::DbUuid;
use super::{BLOK, StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = formatiepeiling, treat_none_as_default_value = false, treat_none_as_null = true)]
struct FormatiepeilingRow {
    id: DbUuid,
    vestigingscode: String,
    peildatum: NaiveDate,
    soort: String,
    benodigd_e4: i64,
    beschikbaar_bevoegd_e4: i64,
    niet_inzetbaar_e4: i64,
    verborgen_e4: Option<i64>,
    leerlingen: i32,
    groepen: Option<i32>,
    personen: Option<i32>,
    verwachte_uitstroom_e4: Option<i64>,
    eerstejaars_eigen: i32,
    begeleiding_e4: Option<i64>,
    versie: i32,
}

impl FormatiepeilingRow {
    fn new(id: DbUuid, peiling: &Formatiepeiling, versie: i32) -> Self {
        FormatiepeilingRow {
            id,
            vestigingscode: peiling.vestigingscode.to_string(),
            peildatum: peiling.peildatum,
            soort: peiling.soort.to_string(),
            benodigd_e4: peiling.benodigd_fte.e4(),
            beschikbaar_bevoegd_e4: peiling.beschikbaar_bevoegd_fte.e4(),
            niet_inzetbaar_e4: peiling.niet_inzetbaar_fte.e4(),
            verborgen_e4: peiling.verborgen_fte.map(Fte::e4),
            leerlingen: peiling.leerlingen,
            groepen: peiling.groepen,
            personen: peiling.personen,
            verwachte_uitstroom_e4: peiling.verwachte_uitstroom_fte.map(Fte::e4),
            eerstejaars_eigen: peiling.eerstejaars_zij_instromers_eigen,
            begeleiding_e4: peiling.begeleiding_fte.map(Fte::e4),
            versie,
        }
    }

    fn stored(self) -> Result<Stored<Formatiepeiling>, StorageError> {
        let noun = Formatiepeiling {
            vestigingscode: lees("formatiepeiling.vestigingscode", &self.vestigingscode)?,
            peildatum: self.peildatum,
            soort: lees("formatiepeiling.soort", &self.soort)?,
            benodigd_fte: Fte::from_e4(self.benodigd_e4),
            beschikbaar_bevoegd_fte: Fte::from_e4(self.beschikbaar_bevoegd_e4),
            niet_inzetbaar_fte: Fte::from_e4(self.niet_inzetbaar_e4),
            verborgen_fte: self.verborgen_e4.map(Fte::from_e4),
            leerlingen: self.leerlingen,
            groepen: self.groepen,
            personen: self.personen,
            verwachte_uitstroom_fte: self.verwachte_uitstroom_e4.map(Fte::from_e4),
            eerstejaars_zij_instromers_eigen: self.eerstejaars_eigen,
            begeleiding_fte: self.begeleiding_e4.map(Fte::from_e4),
            verloop: None,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Which formatiepeilingen are asked; what is absent does not matter.
#[derive(Debug, Default)]
pub struct FormatiepeilingFilter {
    /// Only this one.
    pub id: Option<Uuid>,
    /// Only of this school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Only of schools of this board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Only of this schooljaar.
    pub schooljaar: Option<Schooljaar>,
    /// Only counted, or only foreseen.
    pub soort: Option<Peilingsoort>,
    /// Only of this day.
    pub peildatum: Option<NaiveDate>,
}

/// Adds a formatiepeiling. A second one of the same school, day and soort is [`StorageError::Dubbel`].
pub fn insert_formatiepeiling(
    tx: &mut Tx<'_>,
    peiling: &Formatiepeiling,
) -> Result<Stored<Formatiepeiling>, StorageError> {
    let row = FormatiepeilingRow::new(DbUuid::new(), peiling, 1);
    with_db!(c = &mut *tx.conn => diesel::insert_into(formatiepeiling::table).values(&row).execute(c))?;
    replace_verloop(tx, row.id.0, peiling.verloop.as_ref())?;
    Ok(with_own(row.stored()?, peiling))
}

/// What was stored, with the verloop that lies in a table of its own.
fn with_own(stored: Stored<Formatiepeiling>, peiling: &Formatiepeiling) -> Stored<Formatiepeiling> {
    stored.map(|noun| Formatiepeiling { verloop: peiling.verloop, ..noun })
}

/// Adds those that are not there and overwrites those that are (same school, day and soort), in blocks.
pub fn upsert_formatiepeilingen(tx: &mut Tx<'_>, peilingen: &[Formatiepeiling]) -> Result<(), StorageError> {
    for blok in peilingen.chunks(BLOK) {
        let rows: Vec<_> = blok.iter().map(|peiling| FormatiepeilingRow::new(DbUuid::new(), peiling, 1)).collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(formatiepeiling::table)
            .values(&rows)
            .on_conflict((formatiepeiling::vestigingscode, formatiepeiling::peildatum, formatiepeiling::soort))
            .do_update()
            .set((
                formatiepeiling::benodigd_e4.eq(excluded(formatiepeiling::benodigd_e4)),
                formatiepeiling::beschikbaar_bevoegd_e4.eq(excluded(formatiepeiling::beschikbaar_bevoegd_e4)),
                formatiepeiling::niet_inzetbaar_e4.eq(excluded(formatiepeiling::niet_inzetbaar_e4)),
                formatiepeiling::verborgen_e4.eq(excluded(formatiepeiling::verborgen_e4)),
                formatiepeiling::leerlingen.eq(excluded(formatiepeiling::leerlingen)),
                formatiepeiling::groepen.eq(excluded(formatiepeiling::groepen)),
                formatiepeiling::personen.eq(excluded(formatiepeiling::personen)),
                formatiepeiling::verwachte_uitstroom_e4.eq(excluded(formatiepeiling::verwachte_uitstroom_e4)),
                formatiepeiling::eerstejaars_eigen.eq(excluded(formatiepeiling::eerstejaars_eigen)),
                formatiepeiling::begeleiding_e4.eq(excluded(formatiepeiling::begeleiding_e4)),
                formatiepeiling::versie.eq(formatiepeiling::versie + 1),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// The formatiepeiling with this id, when its school lies within reach.
pub fn find_formatiepeiling(
    conn: &mut Conn,
    bereik: &Bereik,
    id: Uuid,
) -> Result<Option<Stored<Formatiepeiling>>, StorageError> {
    let filter = FormatiepeilingFilter { id: Some(id), ..Default::default() };
    Ok(list_formatiepeilingen(conn, bereik, &filter, &Pagina { na: None, aantal: 1 })?.items.pop())
}

/// A formatiepeiling of a school that board `$nummer` had on the peildatum.
macro_rules! of_bestuur {
    ($nummer:expr) => {{
        let toen = || {
            vorig_bestuur::table
                .filter(vorig_bestuur::vestigingscode.eq(formatiepeiling::vestigingscode))
                .filter(vorig_bestuur::van.is_null().or(vorig_bestuur::van.le(formatiepeiling::peildatum.nullable())))
                .filter(vorig_bestuur::tot_en_met.ge(formatiepeiling::peildatum))
        };
        let own = school::table.filter(school::bestuursnummer.eq($nummer.as_str())).select(school::vestigingscode);
        exists(toen().filter(vorig_bestuur::bestuursnummer.eq($nummer.as_str())))
            .or(formatiepeiling::vestigingscode.eq_any(own).and(not(exists(toen()))))
    }};
}

/// Formatiepeilingen of the schools within reach, in order of id; of a board those from when it had the school.
pub fn list_formatiepeilingen(
    conn: &mut Conn,
    bereik: &Bereik,
    filter: &FormatiepeilingFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Formatiepeiling>>, StorageError> {
    let na: Option<Uuid> = pagina.na.as_deref().map(|na| lees("cursor", na)).transpose()?;
    let rows: Vec<FormatiepeilingRow> = with_db!(c = &mut *conn => {
        let mut query = formatiepeiling::table.select(FormatiepeilingRow::as_select()).into_boxed();
        if let Some(regio) = bereik.regio() {
            query = query.filter(formatiepeiling::vestigingscode.eq_any(vestigingscodes_in(regio)));
        }
        if let Some(code) = bereik.vestigingscode() {
            query = query.filter(formatiepeiling::vestigingscode.eq(code.as_str()));
        }
        if let Some(bestuursnummer) = bereik.bestuursnummer() {
            query = query.filter(of_bestuur!(bestuursnummer));
        }
        if let Some(id) = filter.id {
            query = query.filter(formatiepeiling::id.eq(DbUuid(id)));
        }
        if let Some(code) = &filter.vestigingscode {
            query = query.filter(formatiepeiling::vestigingscode.eq(code.as_str()));
        }
        if let Some(nummer) = &filter.bestuursnummer {
            query = query.filter(of_bestuur!(nummer));
        }
        if let Some(schooljaar) = filter.schooljaar {
            let days = schooljaar.periode();
            query = query.filter(formatiepeiling::peildatum.between(days.van, days.einde()));
        }
        if let Some(soort) = filter.soort {
            query = query.filter(formatiepeiling::soort.eq(soort.as_str()));
        }
        if let Some(peildatum) = filter.peildatum {
            query = query.filter(formatiepeiling::peildatum.eq(peildatum));
        }
        if let Some(na) = na {
            query = query.filter(formatiepeiling::id.gt(DbUuid(na)));
        }
        query.order(formatiepeiling::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let mut items = rows.into_iter().map(FormatiepeilingRow::stored).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<Uuid> = items.iter().map(|peiling| peiling.id).collect();
    let verlopen = verlopen_of(conn, &ids)?;
    for peiling in &mut items {
        peiling.noun.verloop = verlopen.get(&peiling.id).copied();
    }
    Ok(Lijst::from_rows(items, pagina, |peiling: &Stored<Formatiepeiling>| peiling.id.to_string()))
}

/// What tells one formatiepeiling from another.
pub type Sleutel = (Vestigingscode, NaiveDate, Peilingsoort);

/// Every formatiepeiling of the country on these days, by its key and without verloop; for an import, which never has it.
pub fn load_formatiepeilingen(
    conn: &mut Conn,
    peildata: &[NaiveDate],
) -> Result<BTreeMap<Sleutel, Formatiepeiling>, StorageError> {
    let mut found = BTreeMap::new();
    for peildatum in peildata {
        let rows: Vec<FormatiepeilingRow> = with_db!(c = &mut *conn => formatiepeiling::table
            .filter(formatiepeiling::peildatum.eq(peildatum))
            .select(FormatiepeilingRow::as_select())
            .load(c))?;
        for row in rows {
            let noun = row.stored()?.noun;
            found.insert((noun.vestigingscode.clone(), noun.peildatum, noun.soort), noun);
        }
    }
    Ok(found)
}

/// Overwrites a formatiepeiling, when `versie` is still the stored one. Another with the same school, day and soort is
/// [`StorageError::Dubbel`].
pub fn update_formatiepeiling(
    tx: &mut Tx<'_>,
    id: Uuid,
    versie: i32,
    peiling: &Formatiepeiling,
) -> Result<Stored<Formatiepeiling>, StorageError> {
    let row = FormatiepeilingRow::new(DbUuid(id), peiling, versie + 1);
    let changed = with_db!(c = &mut *tx.conn => diesel::update(formatiepeiling::table)
        .filter(formatiepeiling::id.eq(DbUuid(id)).and(formatiepeiling::versie.eq(versie)))
        .set(&row)
        .execute(c))?;
    if changed == 0 {
        return Err(StorageError::Verouderd);
    }
    replace_verloop(tx, id, peiling.verloop.as_ref())?;
    Ok(with_own(row.stored()?, peiling))
}
