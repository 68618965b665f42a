//! Pure nouns and invariants of the pool: no database, no HTTP, no clock, no I/O.
//!
//! Words are those of the field (see `docs/DOMAIN.md`): one word per thing, Dutch nouns in the singular.

pub mod beleid;
pub mod bevoegdheid;
pub mod breuk;
pub mod contract;
pub mod dagdeel;
pub mod deelname;
pub mod detachering;
pub mod doorbelasting;
pub mod formatiepeiling;
pub mod fte;
pub mod import;
pub mod indicator;
pub mod ingreep;
pub mod instemming;
pub mod invoer;
pub mod kenmerk;
pub mod keuze;
pub mod kwartaal;
pub mod levensloop;
pub mod maand;
pub mod matchronde;
pub mod onderdeel;
pub mod onderdrukking;
pub mod onderzoek;
pub mod pagina;
pub mod periode;
pub mod plaatsing;
pub mod prikkel;
pub mod punt;
pub mod regio;
pub mod regiodocent;
pub mod school;
pub mod schoolbestuur;
pub mod schooljaar;
pub mod sector;
pub mod solidariteitsboek;
pub mod stored;
pub mod uitsluiting;
pub mod vacature;
pub mod vaststelling;
pub mod verloop;
pub mod voorkeur;
pub mod werkdag;
