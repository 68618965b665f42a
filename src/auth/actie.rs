//! The list of everything a caller can do. Who may do it stands in `policy`.

use crate::domain::keuze::keuze;

keuze! {
    /// Everything one can do, as it is spelled in the table, the audit log and the documentation.
    Actie {
        /// See a region.
        RegioLezen = "regio:lezen",
        /// Set up a region.
        RegioMaken = "regio:maken",
        /// See which boards take part in a region.
        DeelnameLezen = "deelname:lezen",
        /// Let a board join or leave a region.
        DeelnameSchrijven = "deelname:schrijven",
        /// See boards.
        SchoolbestuurLezen = "schoolbestuur:lezen",
        /// Add or change boards.
        SchoolbestuurSchrijven = "schoolbestuur:schrijven",
        /// See schools.
        SchoolLezen = "school:lezen",
        /// Add or change schools.
        SchoolSchrijven = "school:schrijven",
        /// See the formatie of schools.
        FormatiepeilingLezen = "formatiepeiling:lezen",
        /// Report the formatie of schools.
        FormatiepeilingSchrijven = "formatiepeiling:schrijven",
        /// See a regiodocent with contracten, bevoegdheden, voorkeuren, uitsluitingen and instemmingen.
        RegiodocentLezen = "regiodocent:lezen",
        /// Add or change a regiodocent, contracten and bevoegdheden.
        RegiodocentSchrijven = "regiodocent:schrijven",
        /// Add or change the voorkeuren of a regiodocent.
        VoorkeurSchrijven = "voorkeur:schrijven",
        /// Add or change the uitsluitingen of a regiodocent.
        UitsluitingSchrijven = "uitsluiting:schrijven",
        /// Give, change or withdraw the instemmingen of a regiodocent.
        InstemmingSchrijven = "instemming:schrijven",
        /// See vacatures.
        VacatureLezen = "vacature:lezen",
        /// Ask for a regiodocent.
        VacatureMaken = "vacature:maken",
        /// Change a vacature.
        VacatureWijzigen = "vacature:wijzigen",
        /// Withdraw a vacature.
        VacatureIntrekken = "vacature:intrekken",
        /// See the regelset.
        BeleidLezen = "beleid:lezen",
        /// Propose a new version of the regelset, or take the proposal back.
        BeleidSchrijven = "beleid:schrijven",
        /// Decide about a version somebody else proposed; persons only.
        BeleidVaststellen = "beleid:vaststellen",
        /// See heropeningen of the solidariteitsboek, and what they would change.
        BoekheropeningLezen = "boekheropening:lezen",
        /// Propose to open a frozen page again, or take that back; persons only.
        BoekheropeningSchrijven = "boekheropening:schrijven",
        /// Decide about a heropening, and freeze the page anew; persons only.
        BoekheropeningBesluiten = "boekheropening:besluiten",
        /// See a matchronde, its result and its explanations.
        MatchrondeLezen = "matchronde:lezen",
        /// Start a matchronde.
        MatchrondeStarten = "matchronde:starten",
        /// Stop a matchronde.
        MatchrondeStoppen = "matchronde:stoppen",
        /// Adopt the plan of a matchronde; persons only.
        MatchrondeVaststellen = "matchronde:vaststellen",
        /// Override the plan of a matchronde, or sign for an override; persons only.
        IngreepSchrijven = "ingreep:schrijven",
        /// Ask a question about the plan of a matchronde.
        OnderzoekMaken = "onderzoek:maken",
        /// Read the case file of a vacature or a schoolbestuur in a plan.
        DossierLezen = "dossier:lezen",
        /// Read the case file of a regiodocent in a plan.
        RegiodocentdossierLezen = "regiodocentdossier:lezen",
        /// See the solidariteitsboek (3 % and 7 %).
        SolidariteitLezen = "solidariteit:lezen",
        /// See what schools pay for the pool.
        DoorbelastingLezen = "doorbelasting:lezen",
        /// Close a month of doorbelasting.
        DoorbelastingAfsluiten = "doorbelasting:afsluiten",
        /// See the quarterly monitor.
        MonitorLezen = "monitor:lezen",
        /// See plaatsingen.
        PlaatsingLezen = "plaatsing:lezen",
        /// Agree to a plaatsing, or record that a side without login did.
        PlaatsingAkkoord = "plaatsing:akkoord",
        /// Refuse a plaatsing.
        PlaatsingWeigeren = "plaatsing:weigeren",
        /// Take a proposed plaatsing back.
        PlaatsingIntrekken = "plaatsing:intrekken",
        /// End an active plaatsing on a day.
        PlaatsingBeeindigen = "plaatsing:beeindigen",
        /// Ask for the contract to go to the board.
        PlaatsingOverdragen = "plaatsing:overdragen",
        /// See detacheringen.
        DetacheringLezen = "detachering:lezen",
        /// Offer staff of a board to the pool.
        DetacheringMaken = "detachering:maken",
        /// Consent to being lent, or record that somebody did.
        DetacheringInstemmen = "detachering:instemmen",
        /// Take a detachering back, or end it earlier.
        DetacheringBeeindigen = "detachering:beeindigen",
        /// See by whom each value was written last; what it is a value of needs its own right as well.
        HerkomstLezen = "herkomst:lezen",
        /// Take everything of a kind as one file; what is in it needs its own right as well.
        ExportLezen = "export:lezen",
        /// See imports and what became of their rows.
        ImportLezen = "import:lezen",
        /// Send a file to be read in; what is in it needs its own right as well.
        ImportMaken = "import:maken",
        /// See what a newer file of DUO changes.
        DuovergelijkingLezen = "duovergelijking:lezen",
        /// Lay a file of DUO beside the schools of the region, and decide what of it is taken over.
        DuovergelijkingSchrijven = "duovergelijking:schrijven",
        /// See who is told of changes, and what could not be delivered.
        AbonnementLezen = "abonnement:lezen",
        /// Let another system be told of changes, or end that.
        AbonnementSchrijven = "abonnement:schrijven",
        /// Follow what changes; of what one may not read, one hears nothing.
        WijzigingLezen = "wijziging:lezen",
        /// See the audit log.
        AuditregelLezen = "auditregel:lezen",
        /// Bring a sandbox back to how it began.
        SandboxHerstellen = "sandbox:herstellen",
        /// Work of the service itself; no role has it, only `Grant::systeem`.
        Systeem = "systeem",
    }
}
