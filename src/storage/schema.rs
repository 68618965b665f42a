//! The tables, once for both engines. Written from `migrations/`; `tests/migrations.rs` holds the two together.
#![allow(missing_docs)] // the migrations say what each column means

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    regio (id) {
        id -> UuidSql,
        code -> Text,
        naam -> Text,
        soort -> Text,
        van -> Date,
        tot_en_met -> Nullable<Date>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    schoolbestuur (bestuursnummer) {
        bestuursnummer -> Text,
        naam -> Nullable<Text>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    school (vestigingscode) {
        vestigingscode -> Text,
        bestuursnummer -> Text,
        naam -> Text,
        sector -> Text,
        postcode -> Nullable<Text>,
        plaats -> Text,
        gemeentenummer -> Text,
        lon_e6 -> Nullable<Integer>,
        lat_e6 -> Nullable<Integer>,
        schoolweging_e2 -> Nullable<Integer>,
        leerlingen -> Nullable<Integer>,
        versie -> Integer,
        gesloten_per -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    duovergelijking (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        sectoren -> Text,
        ongewijzigd -> BigInt,
        nieuwe_besturen -> Text,
        door -> Text,
        aangemaakt_op -> InstantSql,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    duoregel (vergelijking_id, nummer) {
        vergelijking_id -> UuidSql,
        nummer -> Integer,
        vestigingscode -> Text,
        verschil -> Text,
        was -> Nullable<Text>,
        wordt -> Nullable<Text>,
        besluit -> Text,
        ingangsdatum -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    vorig_bestuur (vestigingscode, tot_en_met) {
        vestigingscode -> Text,
        van -> Nullable<Date>,
        tot_en_met -> Date,
        bestuursnummer -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    deelname (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        vestigingscode -> Text,
        van -> Date,
        tot_en_met -> Nullable<Date>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    postcodepunt (pc4) {
        pc4 -> Text,
        lon_e6 -> Integer,
        lat_e6 -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    formatiepeiling (id) {
        id -> UuidSql,
        vestigingscode -> Text,
        peildatum -> Date,
        soort -> Text,
        benodigd_e4 -> BigInt,
        beschikbaar_bevoegd_e4 -> BigInt,
        niet_inzetbaar_e4 -> BigInt,
        verborgen_e4 -> Nullable<BigInt>,
        leerlingen -> Integer,
        groepen -> Nullable<Integer>,
        personen -> Nullable<Integer>,
        verwachte_uitstroom_e4 -> Nullable<BigInt>,
        eerstejaars_eigen -> Integer,
        begeleiding_e4 -> Nullable<BigInt>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    regiodocent (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        bron_systeem -> Nullable<Text>,
        extern_id -> Nullable<Text>,
        naam -> Text,
        soort -> Text,
        traject_start -> Nullable<Date>,
        vog_datum -> Nullable<Date>,
        woon_postcode -> Nullable<Text>,
        max_reistijd -> Nullable<Integer>,
        dagdelen -> Nullable<Text>,
        alleen_geheel -> Bool,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    contract (id) {
        id -> UuidSql,
        regiodocent_id -> UuidSql,
        van -> Date,
        tot_en_met -> Nullable<Date>,
        werktijdfactor_e4 -> BigInt,
        loonkosten_cent -> BigInt,
        formeel_werkgever -> Nullable<Text>,
        versie -> Integer,
        status -> Text,
        overgedragen_aan -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    bevoegdheid (id) {
        id -> UuidSql,
        regiodocent_id -> UuidSql,
        sector -> Text,
        vak -> Text,
        graad -> Text,
        van -> Date,
        tot_en_met -> Nullable<Date>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    voorkeur (id) {
        id -> UuidSql,
        regiodocent_id -> UuidSql,
        vestigingscode -> Text,
        minuten -> Integer,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    uitsluiting (id) {
        id -> UuidSql,
        regiodocent_id -> UuidSql,
        vestigingscode -> Nullable<Text>,
        bestuursnummer -> Nullable<Text>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    instemming (id) {
        id -> UuidSql,
        regiodocent_id -> UuidSql,
        soort -> Text,
        van -> Date,
        tot_en_met -> Nullable<Date>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    vacature (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        vestigingscode -> Text,
        bestuursnummer -> Text,
        soort -> Text,
        fte_e4 -> BigInt,
        sector -> Text,
        vak -> Text,
        graad -> Text,
        van -> Date,
        tot_en_met -> Nullable<Date>,
        dagdelen -> Nullable<Text>,
        alleen_geheel -> Bool,
        status -> Text,
        intrekkingsreden -> Nullable<Text>,
        versie -> Integer,
        schaal -> Nullable<Text>,
        bonus_cent -> Nullable<BigInt>,
        arbeidsmarkttoelage -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    beleid (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        geldig_vanaf -> Date,
        inhoud -> Text,
        bestuursbesluit -> Text,
        reden -> Text,
        versie -> Integer,
        status -> Text,
        voorgesteld_door -> Text,
        besloten_door -> Nullable<Text>,
        motivering -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    matchronde (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        schooljaar -> Text,
        peildatum -> Date,
        status -> Text,
        zaad -> Text,
        zaad_hash -> Text,
        tijdlimiet_s -> Integer,
        werklimiet -> Nullable<BigInt>,
        engine_versie -> Text,
        problem_hash -> Nullable<Text>,
        plan_status -> Nullable<Text>,
        reden -> Nullable<Text>,
        aangemaakt_op -> InstantSql,
        klaar_op -> Nullable<InstantSql>,
        versie -> Integer,
        wijzigingsbudget -> Nullable<Integer>,
        ingangsdatum -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    matchronde_document (matchronde_id, soort) {
        matchronde_id -> UuidSql,
        soort -> Text,
        inhoud -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    job (id) {
        id -> UuidSql,
        soort -> Text,
        regio_id -> UuidSql,
        onderwerp_id -> UuidSql,
        status -> Text,
        pogingen -> Integer,
        max_pogingen -> Integer,
        eigenaar -> Nullable<Text>,
        lease_tot -> Nullable<InstantSql>,
        stop_gevraagd -> Bool,
        voortgang -> Nullable<Text>,
        fout -> Nullable<Text>,
        aangemaakt_op -> InstantSql,
        klaar_op -> Nullable<InstantSql>,
        spoor -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    vaststelling (id) {
        id -> UuidSql,
        matchronde_id -> UuidSql,
        motivering -> Text,
        door -> Text,
        vastgesteld_op -> InstantSql,
        ingrepen -> Integer,
        gewijzigd -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    plaatsing (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        regiodocent_id -> UuidSql,
        vestigingscode -> Text,
        bestuursnummer -> Text,
        vaststelling_id -> Nullable<UuidSql>,
        status -> Text,
        netto_vanaf -> Nullable<Date>,
        versie -> Integer,
        akkoord_tot -> Nullable<Date>,
        overdracht_op -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    plaatsing_stap (id) {
        id -> UuidSql,
        plaatsing_id -> UuidSql,
        stap -> Text,
        namens -> Text,
        door -> Text,
        tijdstip -> InstantSql,
        bron -> Nullable<Text>,
        motivering -> Nullable<Text>,
        datum -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    plaatsing_deel (plaatsing_id, vacature_id, van) {
        plaatsing_id -> UuidSql,
        vacature_id -> UuidSql,
        fte_e4 -> BigInt,
        van -> Date,
        tot_en_met -> Date,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    auditregel (id) {
        id -> UuidSql,
        tijdstip -> InstantSql,
        actor -> Text,
        rol -> Text,
        regio -> Nullable<Text>,
        actie -> Text,
        object_soort -> Text,
        object_id -> Text,
        samenvatting -> Text,
        trace_id -> Nullable<Text>,
        volgnummer -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    auditketen (keten) {
        keten -> Text,
        volgnummer -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    idempotentie (beller, sleutel) {
        beller -> Text,
        sleutel -> Text,
        verzoek -> Text,
        status -> Nullable<Integer>,
        koppen -> Nullable<Text>,
        antwoord -> Nullable<Text>,
        aangemaakt_op -> InstantSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    ingreep (id) {
        id -> UuidSql,
        matchronde_id -> UuidSql,
        volgnummer -> Integer,
        soort -> Text,
        regiodocent_id -> UuidSql,
        vestigingscode -> Nullable<Text>,
        vacature_id -> Nullable<UuidSql>,
        fte_e4 -> Nullable<BigInt>,
        motivering -> Text,
        door -> Text,
        aangemaakt_op -> InstantSql,
        status -> Text,
        reden -> Nullable<Text>,
        tweede_nodig -> Bool,
        tweede_door -> Nullable<Text>,
        plan -> Nullable<Text>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    onderzoek (id) {
        id -> UuidSql,
        matchronde_id -> UuidSql,
        ingreep_id -> Nullable<UuidSql>,
        soort -> Text,
        vraag -> Text,
        status -> Text,
        antwoord -> Nullable<Text>,
        reden -> Nullable<Text>,
        door -> Text,
        aangemaakt_op -> InstantSql,
        klaar_op -> Nullable<InstantSql>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    doorbelastingsmaand (regio_id, maand) {
        regio_id -> UuidSql,
        maand -> Text,
        afgesloten_op -> InstantSql,
        door -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    doorbelastingsregel (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        maand -> Text,
        over_maand -> Text,
        regiodocent_id -> UuidSql,
        contract_id -> UuidSql,
        vestigingscode -> Nullable<Text>,
        bestuursnummer -> Nullable<Text>,
        fte_dagen -> Text,
        bedrag_cent -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    formatieverloop (peiling_id) {
        peiling_id -> UuidSql,
        instroom_regulier_e4 -> Nullable<BigInt>,
        instroom_zij_e4 -> Nullable<BigInt>,
        instroom_inhuur_e4 -> Nullable<BigInt>,
        behoud_regulier_e4 -> Nullable<BigInt>,
        behoud_zij_e4 -> Nullable<BigInt>,
        behoud_inhuur_e4 -> Nullable<BigInt>,
        uitstroom_regulier_e4 -> Nullable<BigInt>,
        uitstroom_zij_e4 -> Nullable<BigInt>,
        uitstroom_inhuur_e4 -> Nullable<BigInt>,
        begeleiding_geleverd_e4 -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    detachering (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        regiodocent_id -> UuidSql,
        vestigingscode -> Text,
        bestuursnummer -> Text,
        fte_e4 -> BigInt,
        van -> Date,
        tot_en_met -> Date,
        terugkeergarantie_tot -> Date,
        loonkosten_cent -> BigInt,
        status -> Text,
        ingestemd_op -> Nullable<Date>,
        bron -> Nullable<Text>,
        motivering -> Nullable<Text>,
        contract_id -> Nullable<UuidSql>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    import (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        soort -> Text,
        modus -> Text,
        proef -> Bool,
        vorm -> Text,
        status -> Text,
        door -> Text,
        rol -> Text,
        bestuursnummer -> Nullable<Text>,
        vestigingscode -> Nullable<Text>,
        machine -> Bool,
        trace_id -> Nullable<Text>,
        totaal -> BigInt,
        nieuw -> BigInt,
        gewijzigd -> BigInt,
        ongewijzigd -> BigInt,
        fout -> BigInt,
        verwerkt_tot -> BigInt,
        toegepast -> Bool,
        reden -> Nullable<Text>,
        aangemaakt_op -> InstantSql,
        klaar_op -> Nullable<InstantSql>,
        versie -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    import_bestand (import_id) {
        import_id -> UuidSql,
        inhoud -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    import_regel (import_id, rij) {
        import_id -> UuidSql,
        rij -> BigInt,
        uitkomst -> Text,
        object_id -> Nullable<Text>,
        fouten -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    herkomst (regio_id, soort, bron_systeem, extern_id) {
        regio_id -> UuidSql,
        soort -> Text,
        bron_systeem -> Text,
        extern_id -> Text,
        object_id -> UuidSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    solidariteitsboek (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        schooljaar -> Text,
        regel -> Text,
        matchronde_id -> Nullable<UuidSql>,
        peildatum -> Date,
        parameters -> Text,
        vastgelegd_op -> InstantSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    solidariteitslijn (boek_id, sector, bestuursnummer) {
        boek_id -> UuidSql,
        sector -> Text,
        bestuursnummer -> Text,
        naam -> Text,
        waarde -> Nullable<Text>,
        eenheid -> Text,
        opmerkingen -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    solidariteitsstap (boek_id, sector, bestuursnummer, volgnummer) {
        boek_id -> UuidSql,
        sector -> Text,
        bestuursnummer -> Text,
        volgnummer -> Integer,
        vestigingscode -> Nullable<Text>,
        school -> Nullable<Text>,
        symbool -> Text,
        naam -> Text,
        berekening -> Text,
        waarde -> Text,
        eenheid -> Text,
        aangevuld -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    solidariteitsplaatsing (boek_id, plaatsing_id) {
        boek_id -> UuidSql,
        plaatsing_id -> UuidSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    bestuurslot (regio_id, schooljaar, bestuursnummer) {
        regio_id -> UuidSql,
        schooljaar -> Text,
        bestuursnummer -> Text,
        lot -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    verandering (regio_id, soort, object_id) {
        regio_id -> UuidSql,
        soort -> Text,
        object_id -> Text,
        rang -> Integer,
        bestuursnummer -> Nullable<Text>,
        vestigingscode -> Nullable<Text>,
        alleen_bestuur -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    wijziging (regio_id, volgnummer) {
        regio_id -> UuidSql,
        volgnummer -> BigInt,
        soort -> Text,
        object_id -> Text,
        aard -> Text,
        bestuursnummer -> Nullable<Text>,
        vestigingscode -> Nullable<Text>,
        alleen_bestuur -> Bool,
        tijdstip -> InstantSql,
        trace_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::UuidSql;

    wijzigingsteller (regio_id) {
        regio_id -> UuidSql,
        volgnummer -> BigInt,
        opgeruimd_tot -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    abonnement (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        url -> Text,
        soorten -> Text,
        geheim -> Text,
        vorig_geheim -> Nullable<Text>,
        vorig_tot -> Nullable<InstantSql>,
        status -> Text,
        reden -> Nullable<Text>,
        door -> Text,
        rol -> Text,
        bestuursnummer -> Nullable<Text>,
        vestigingscode -> Nullable<Text>,
        machine -> Bool,
        gelezen_tot -> BigInt,
        aangemaakt_op -> InstantSql,
        versie -> Integer,
        toegestaan_op -> Nullable<InstantSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    bezorging (abonnement_id, volgnummer) {
        abonnement_id -> UuidSql,
        volgnummer -> BigInt,
        gebeurtenis -> Text,
        status -> Text,
        pogingen -> Integer,
        volgende_op -> InstantSql,
        fout -> Nullable<Text>,
        trace_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    veldverandering (soort, object_id, veld) {
        soort -> Text,
        object_id -> Text,
        veld -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    veldherkomst (soort, object_id, veld) {
        soort -> Text,
        object_id -> Text,
        veld -> Text,
        bron -> Text,
        import_id -> Nullable<UuidSql>,
        door -> Text,
        rol -> Text,
        tijdstip -> InstantSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::storage::types::{InstantSql, UuidSql};

    boekheropening (id) {
        id -> UuidSql,
        regio_id -> UuidSql,
        boek_id -> UuidSql,
        peildatum -> Date,
        motivering -> Text,
        status -> Text,
        voorgesteld_door -> Text,
        voorgesteld_op -> InstantSql,
        besloten_door -> Nullable<Text>,
        besloten_op -> Nullable<InstantSql>,
        afwijzing -> Nullable<Text>,
        gesloten_door -> Nullable<Text>,
        gesloten_op -> Nullable<InstantSql>,
        nieuw_boek_id -> Nullable<UuidSql>,
        versie -> Integer,
        ingetrokken_door -> Nullable<Text>,
        ingetrokken_op -> Nullable<InstantSql>,
    }
}

diesel::joinable!(school -> schoolbestuur (bestuursnummer));
diesel::joinable!(vorig_bestuur -> schoolbestuur (bestuursnummer));
diesel::joinable!(deelname -> regio (regio_id));
diesel::joinable!(deelname -> school (vestigingscode));
diesel::joinable!(formatiepeiling -> school (vestigingscode));
diesel::joinable!(formatieverloop -> formatiepeiling (peiling_id));
diesel::joinable!(regiodocent -> regio (regio_id));
diesel::joinable!(contract -> regiodocent (regiodocent_id));
diesel::joinable!(contract -> schoolbestuur (formeel_werkgever));
diesel::joinable!(bevoegdheid -> regiodocent (regiodocent_id));
diesel::joinable!(voorkeur -> regiodocent (regiodocent_id));
diesel::joinable!(voorkeur -> school (vestigingscode));
diesel::joinable!(uitsluiting -> regiodocent (regiodocent_id));
diesel::joinable!(uitsluiting -> school (vestigingscode));
diesel::joinable!(uitsluiting -> schoolbestuur (bestuursnummer));
diesel::joinable!(instemming -> regiodocent (regiodocent_id));
diesel::joinable!(vacature -> regio (regio_id));
diesel::joinable!(vacature -> school (vestigingscode));
diesel::joinable!(vacature -> schoolbestuur (bestuursnummer));
diesel::joinable!(beleid -> regio (regio_id));
diesel::joinable!(matchronde -> regio (regio_id));
diesel::joinable!(matchronde_document -> matchronde (matchronde_id));
diesel::joinable!(job -> regio (regio_id));
diesel::joinable!(vaststelling -> matchronde (matchronde_id));
diesel::joinable!(ingreep -> matchronde (matchronde_id));
diesel::joinable!(onderzoek -> matchronde (matchronde_id));
diesel::joinable!(onderzoek -> ingreep (ingreep_id));
diesel::joinable!(plaatsing -> regio (regio_id));
diesel::joinable!(plaatsing -> regiodocent (regiodocent_id));
diesel::joinable!(plaatsing -> school (vestigingscode));
diesel::joinable!(plaatsing -> schoolbestuur (bestuursnummer));
diesel::joinable!(plaatsing -> vaststelling (vaststelling_id));
diesel::joinable!(plaatsing_deel -> plaatsing (plaatsing_id));
diesel::joinable!(plaatsing_deel -> vacature (vacature_id));
diesel::joinable!(plaatsing_stap -> plaatsing (plaatsing_id));
diesel::joinable!(solidariteitsboek -> matchronde (matchronde_id));

diesel::allow_tables_to_appear_in_same_query!(
    abonnement,
    bezorging,
    verandering,
    wijziging,
    wijzigingsteller,
    auditketen,
    auditregel,
    beleid,
    bestuurslot,
    boekheropening,
    bevoegdheid,
    contract,
    deelname,
    detachering,
    doorbelastingsmaand,
    doorbelastingsregel,
    duoregel,
    duovergelijking,
    formatiepeiling,
    idempotentie,
    formatieverloop,
    herkomst,
    import,
    import_bestand,
    import_regel,
    ingreep,
    instemming,
    job,
    matchronde,
    matchronde_document,
    onderzoek,
    plaatsing,
    plaatsing_deel,
    plaatsing_stap,
    postcodepunt,
    regio,
    regiodocent,
    school,
    schoolbestuur,
    solidariteitsboek,
    solidariteitslijn,
    solidariteitsplaatsing,
    solidariteitsstap,
    uitsluiting,
    vacature,
    vaststelling,
    veldherkomst,
    veldverandering,
    voorkeur,
    vorig_bestuur,
);
