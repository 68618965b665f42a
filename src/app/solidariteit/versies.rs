//! The versions of a page: each time it was frozen, and the heropening that put an end to it.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::app::error::AppError;
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstatus, Boekregel};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::solidariteitsboek::Solidariteitsboek;
use crate::domain::stored::Stored;
use crate::storage::boekheropening::list_heropeningen_op;
use crate::storage::connection::Conn;
use crate::storage::solidariteitsboek::list_versies;

/// A time that the page was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boekversie {
    /// From 1 on.
    pub nummer: usize,
    /// Day of its figures.
    pub peildatum: NaiveDate,
    /// When it was frozen.
    pub vastgelegd_op: DateTime<Utc>,
    /// By which matchronde; absent: by closing the heropening of the version before.
    pub matchronde_id: Option<Uuid>,
    /// The heropening that ended it: open, or closed by the next version. Absent: it counts.
    pub heropening: Option<Stored<Boekheropening>>,
}

/// A page with all its versions.
pub(super) struct Versies {
    /// What is told of each, the first one first.
    pub(super) lijst: Vec<Boekversie>,
    boeken: Vec<Solidariteitsboek>,
}

impl Versies {
    pub(super) fn read(
        conn: &mut Conn,
        regio_id: Uuid,
        regel: Boekregel,
        schooljaar: Schooljaar,
    ) -> Result<Self, AppError> {
        let ended =
            list_heropeningen_op(conn, regio_id, &[Boekheropeningstatus::Open, Boekheropeningstatus::Gesloten])?;
        let (mut lijst, mut boeken) = (Vec::new(), Vec::new());
        for (nummer, (id, boek)) in (1..).zip(list_versies(conn, regio_id, regel, Some(schooljaar))?) {
            lijst.push(Boekversie {
                nummer,
                peildatum: boek.peildatum,
                vastgelegd_op: boek.vastgelegd_op,
                matchronde_id: boek.matchronde_id,
                heropening: ended.iter().find(|one| one.noun.boek_id == id).cloned(),
            });
            boeken.push(boek);
        }
        Ok(Versies { lijst, boeken })
    }

    /// The version that is asked for, or else the one that counts.
    pub(super) fn take(&mut self, asked: Option<usize>) -> Result<Option<(Boekversie, Solidariteitsboek)>, AppError> {
        let found = match asked {
            Some(nummer) => self.lijst.iter().position(|versie| versie.nummer == nummer),
            None => self.lijst.iter().position(|versie| versie.heropening.is_none()),
        };
        if asked.is_some() && found.is_none() {
            return Err(AppError::NietGevonden("versie van de bladzijde"));
        }
        Ok(found.and_then(|at| Some((self.lijst.get(at)?.clone(), self.boeken.get(at)?.clone()))))
    }

    /// The heropening that is open now.
    pub(super) fn open(&self) -> Option<&Stored<Boekheropening>> {
        let ended = self.lijst.iter().filter_map(|versie| versie.heropening.as_ref());
        ended.into_iter().find(|one| one.noun.status == Boekheropeningstatus::Open)
    }
}
