//! Sector of education.

use super::keuze::keuze;

keuze! {
    /// Sector of a school, a bevoegdheid and a vacature; the ledgers are kept per sectorkamer.
    Sector {
        /// Primary.
        Bo = "bo",
        /// Special primary.
        Sbo = "sbo",
        /// Special.
        So = "so",
        /// Secondary special.
        Vso = "vso",
        /// Secondary.
        Vo = "vo",
        /// Vocational.
        Mbo = "mbo",
    }
}

keuze! {
    /// Level of a bevoegdheid; `pabo` for primary and special education.
    Graad {
        /// Primary teacher.
        Pabo = "pabo",
        /// First degree: all of secondary education.
        Eerstegraads = "eerstegraads",
        /// Second degree: lower years of secondary education, vmbo and mbo.
        Tweedegraads = "tweedegraads",
        /// Teacher of vocational education.
        Pdg = "pdg",
    }
}

impl Graad {
    /// May somebody of this graad do work that asks for `asked`? A first degree includes a second.
    pub fn voldoet_aan(self, asked: Graad) -> bool {
        self == asked || (self == Graad::Eerstegraads && asked == Graad::Tweedegraads)
    }
}
