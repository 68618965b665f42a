//! Indicator: every figure of the monitor, with its name and unit.

use super::keuze::keuze;

keuze! {
    /// A figure of the monitor.
    Indicator {
        /// Fte needed.
        Benodigd = "benodigd",
        /// Fte of qualified staff of the boards.
        Beschikbaar = "beschikbaar",
        /// Of which not deployable.
        NietInzetbaar = "niet-inzetbaar",
        /// Fte of the pool that counts as a teacher.
        GeplaatstNetto = "geplaatst-netto",
        /// Fte of the pool above the formation.
        GeplaatstBovenFormatie = "geplaatst-boven-formatie",
        /// Fte of qualified staff that the boards lend to the pool.
        Uitgeleend = "uitgeleend",
        /// What there is: beschikbaar − niet inzetbaar − uitgeleend + geplaatst netto.
        Netto = "netto",
        /// Fte short without the pool, added up over schools: then nobody would be lent either.
        TekortVoor = "tekort-voor",
        /// Fte short with the pool.
        TekortNa = "tekort-na",
        /// Share short without the pool.
        TekortdeelVoor = "tekortdeel-voor",
        /// Share short with the pool.
        TekortdeelNa = "tekortdeel-na",
        /// Teachers, in persons.
        Personen = "personen",
        /// Fte per person.
        Deeltijdfactor = "deeltijdfactor",
        /// Came in the quarter, on the payroll.
        InstroomRegulier = "instroom-regulier",
        /// Came in the quarter as zij-instromer.
        InstroomZijInstroom = "instroom-zij-instroom",
        /// Hired in the quarter.
        InstroomInhuur = "instroom-inhuur",
        /// Stayed, on the payroll.
        BehoudRegulier = "behoud-regulier",
        /// Stayed, as zij-instromer.
        BehoudZijInstroom = "behoud-zij-instroom",
        /// Stayed, hired.
        BehoudInhuur = "behoud-inhuur",
        /// Left, from the payroll.
        UitstroomRegulier = "uitstroom-regulier",
        /// Left, as zij-instromer.
        UitstroomZijInstroom = "uitstroom-zij-instroom",
        /// Left, hired.
        UitstroomInhuur = "uitstroom-inhuur",
        /// Coach time that placed beginners are promised by the beleid.
        BegeleidingAfgesproken = "begeleiding-afgesproken",
        /// Coach time that schools say they gave.
        BegeleidingGeleverd = "begeleiding-geleverd",
        /// 3%-regeling: netto fte that may be added.
        DrieprocentRuimte = "drieprocent-ruimte",
        /// 3%-regeling: netto fte that was added or is reserved.
        DrieprocentInstroom = "drieprocent-instroom",
        /// 7%-regeling: first-years to take in.
        ZevenprocentQuotum = "zevenprocent-quotum",
        /// 7%-regeling: first-years that are there.
        ZevenprocentGeteld = "zevenprocent-geteld",
        /// Largest share short of one school, without the pool.
        SlechtsteVoor = "slechtste-voor",
        /// The same with the pool.
        SlechtsteNa = "slechtste-na",
        /// Nine of ten schools are short at most this share, without the pool.
        P90Voor = "p90-voor",
        /// The same with the pool.
        P90Na = "p90-na",
        /// Spread of the shares over schools, without the pool.
        StandaardafwijkingVoor = "standaardafwijking-voor",
        /// The same with the pool.
        StandaardafwijkingNa = "standaardafwijking-na",
    }
}

impl Indicator {
    /// Every indicator, in order of declaration.
    pub fn alle() -> impl Iterator<Item = Indicator> {
        Indicator::WOORDEN.iter().filter_map(|word| word.parse().ok())
    }

    /// Unit, in Dutch.
    pub fn eenheid(self) -> &'static str {
        use Indicator as I;
        match self {
            I::Personen | I::ZevenprocentQuotum | I::ZevenprocentGeteld => "personen",
            I::Deeltijdfactor => "fte per persoon",
            I::TekortdeelVoor | I::TekortdeelNa | I::SlechtsteVoor | I::SlechtsteNa | I::P90Voor | I::P90Na => "deel",
            I::StandaardafwijkingVoor | I::StandaardafwijkingNa => "deel",
            _ => "fte",
        }
    }
}
