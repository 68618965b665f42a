-- The basis: who takes part, who is in the pool, what is asked, and what was matched.
-- The other engine has the same tables in its own types; a test compares the two.

CREATE TABLE regio (
    id UUID NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    naam TEXT NOT NULL,
    soort TEXT NOT NULL CHECK (soort IN ('arbeidsmarktregio', 'onderwijsregio')),
    van DATE NOT NULL,
    tot_en_met DATE,
    versie INTEGER NOT NULL
);

CREATE TABLE schoolbestuur (
    bestuursnummer TEXT NOT NULL PRIMARY KEY,
    naam TEXT,
    versie INTEGER NOT NULL
);

CREATE TABLE school (
    vestigingscode TEXT NOT NULL PRIMARY KEY,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    naam TEXT NOT NULL,
    sector TEXT NOT NULL CHECK (sector IN ('bo', 'sbo', 'so', 'vso', 'vo', 'mbo')),
    postcode TEXT,
    plaats TEXT NOT NULL,
    gemeentenummer TEXT NOT NULL,
    lon_e6 INTEGER,
    lat_e6 INTEGER,
    schoolweging_e2 INTEGER,
    leerlingen INTEGER,
    versie INTEGER NOT NULL
);
CREATE INDEX school_bestuur ON school (bestuursnummer);

CREATE TABLE deelname (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    van DATE NOT NULL,
    tot_en_met DATE,
    versie INTEGER NOT NULL
);
CREATE INDEX deelname_regio ON deelname (regio_id, vestigingscode);
CREATE INDEX deelname_school ON deelname (vestigingscode);

CREATE TABLE postcodepunt (
    pc4 TEXT NOT NULL PRIMARY KEY,
    lon_e6 INTEGER NOT NULL,
    lat_e6 INTEGER NOT NULL
);

CREATE TABLE formatiepeiling (
    id UUID NOT NULL PRIMARY KEY,
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    peildatum DATE NOT NULL,
    soort TEXT NOT NULL CHECK (soort IN ('telling', 'prognose')),
    benodigd_e4 BIGINT NOT NULL CHECK (benodigd_e4 >= 0),
    beschikbaar_bevoegd_e4 BIGINT NOT NULL CHECK (beschikbaar_bevoegd_e4 >= 0),
    niet_inzetbaar_e4 BIGINT NOT NULL CHECK (niet_inzetbaar_e4 >= 0),
    verborgen_e4 BIGINT,
    leerlingen INTEGER NOT NULL CHECK (leerlingen >= 0),
    groepen INTEGER,
    personen INTEGER,
    verwachte_uitstroom_e4 BIGINT,
    eerstejaars_eigen INTEGER NOT NULL CHECK (eerstejaars_eigen >= 0),
    begeleiding_e4 BIGINT,
    versie INTEGER NOT NULL,
    UNIQUE (vestigingscode, peildatum, soort)
);

CREATE TABLE regiodocent (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    bron_systeem TEXT,
    extern_id TEXT,
    naam TEXT NOT NULL,
    soort TEXT NOT NULL CHECK (soort IN ('ervaren', 'starter', 'zij-instromer', 'herintreder')),
    traject_start DATE,
    vog_datum DATE,
    woon_postcode TEXT,
    max_reistijd INTEGER,
    dagdelen TEXT,
    alleen_geheel BOOLEAN NOT NULL,
    versie INTEGER NOT NULL,
    UNIQUE (regio_id, bron_systeem, extern_id)
);

CREATE TABLE contract (
    id UUID NOT NULL PRIMARY KEY,
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    van DATE NOT NULL,
    tot_en_met DATE,
    werktijdfactor_e4 BIGINT NOT NULL CHECK (werktijdfactor_e4 > 0 AND werktijdfactor_e4 <= 10000),
    loonkosten_cent BIGINT NOT NULL CHECK (loonkosten_cent >= 0),
    formeel_werkgever TEXT REFERENCES schoolbestuur (bestuursnummer),
    versie INTEGER NOT NULL
);
CREATE INDEX contract_regiodocent ON contract (regiodocent_id);

CREATE TABLE bevoegdheid (
    id UUID NOT NULL PRIMARY KEY,
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    sector TEXT NOT NULL CHECK (sector IN ('bo', 'sbo', 'so', 'vso', 'vo', 'mbo')),
    vak TEXT NOT NULL,
    graad TEXT NOT NULL CHECK (graad IN ('pabo', 'eerstegraads', 'tweedegraads', 'pdg')),
    van DATE NOT NULL,
    tot_en_met DATE,
    versie INTEGER NOT NULL
);
CREATE INDEX bevoegdheid_regiodocent ON bevoegdheid (regiodocent_id);

CREATE TABLE voorkeur (
    id UUID NOT NULL PRIMARY KEY,
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    minuten INTEGER NOT NULL CHECK (minuten BETWEEN -60 AND 60),
    versie INTEGER NOT NULL,
    UNIQUE (regiodocent_id, vestigingscode)
);

CREATE TABLE uitsluiting (
    id UUID NOT NULL PRIMARY KEY,
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    vestigingscode TEXT REFERENCES school (vestigingscode),
    bestuursnummer TEXT REFERENCES schoolbestuur (bestuursnummer),
    versie INTEGER NOT NULL,
    CHECK ((vestigingscode IS NULL) <> (bestuursnummer IS NULL))
);
CREATE INDEX uitsluiting_regiodocent ON uitsluiting (regiodocent_id);

CREATE TABLE instemming (
    id UUID NOT NULL PRIMARY KEY,
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    soort TEXT NOT NULL CHECK (soort IN ('verplaatsing', 'twee-scholen')),
    van DATE NOT NULL,
    tot_en_met DATE,
    versie INTEGER NOT NULL
);
CREATE INDEX instemming_regiodocent ON instemming (regiodocent_id);

CREATE TABLE vacature (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    soort TEXT NOT NULL CHECK (soort IN ('regulier', 'vervanging', 'opleidingsplaats')),
    fte_e4 BIGINT NOT NULL CHECK (fte_e4 > 0),
    sector TEXT NOT NULL CHECK (sector IN ('bo', 'sbo', 'so', 'vso', 'vo', 'mbo')),
    vak TEXT NOT NULL,
    graad TEXT NOT NULL CHECK (graad IN ('pabo', 'eerstegraads', 'tweedegraads', 'pdg')),
    van DATE NOT NULL,
    tot_en_met DATE,
    dagdelen TEXT,
    alleen_geheel BOOLEAN NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'vervuld', 'ingetrokken')),
    intrekkingsreden TEXT,
    versie INTEGER NOT NULL
);
CREATE INDEX vacature_regio ON vacature (regio_id, status, id);
CREATE INDEX vacature_bestuur ON vacature (bestuursnummer, id);
CREATE INDEX vacature_school ON vacature (vestigingscode);

CREATE TABLE beleid (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    geldig_vanaf DATE NOT NULL,
    inhoud TEXT NOT NULL,
    bestuursbesluit TEXT NOT NULL,
    reden TEXT NOT NULL,
    versie INTEGER NOT NULL,
    UNIQUE (regio_id, geldig_vanaf)
);

CREATE TABLE matchronde (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    schooljaar TEXT NOT NULL,
    peildatum DATE NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'loopt', 'voorstel', 'vastgesteld', 'gestopt', 'mislukt', 'vervallen')),
    zaad TEXT NOT NULL,
    zaad_hash TEXT NOT NULL,
    tijdlimiet_s INTEGER NOT NULL,
    werklimiet BIGINT,
    engine_versie TEXT NOT NULL,
    problem_hash TEXT,
    plan_status TEXT,
    reden TEXT,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    klaar_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX matchronde_regio ON matchronde (regio_id, id);

CREATE TABLE matchronde_document (
    matchronde_id UUID NOT NULL REFERENCES matchronde (id) ON DELETE CASCADE,
    soort TEXT NOT NULL CHECK (soort IN ('problem', 'plan')),
    inhoud TEXT NOT NULL,
    PRIMARY KEY (matchronde_id, soort)
);

CREATE TABLE job (
    id UUID NOT NULL PRIMARY KEY,
    soort TEXT NOT NULL,
    regio_id UUID NOT NULL REFERENCES regio (id),
    onderwerp_id UUID NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'loopt', 'klaar', 'mislukt')),
    pogingen INTEGER NOT NULL,
    max_pogingen INTEGER NOT NULL,
    eigenaar TEXT,
    lease_tot TIMESTAMPTZ,
    stop_gevraagd BOOLEAN NOT NULL,
    voortgang TEXT,
    fout TEXT,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    klaar_op TIMESTAMPTZ
);
CREATE INDEX job_te_doen ON job (aangemaakt_op, id) WHERE status IN ('wachtend', 'loopt');
CREATE UNIQUE INDEX job_onderwerp ON job (soort, onderwerp_id);

CREATE TABLE vaststelling (
    id UUID NOT NULL PRIMARY KEY,
    matchronde_id UUID NOT NULL REFERENCES matchronde (id),
    motivering TEXT NOT NULL,
    door TEXT NOT NULL,
    vastgesteld_op TIMESTAMPTZ NOT NULL
);
CREATE INDEX vaststelling_matchronde ON vaststelling (matchronde_id);

CREATE TABLE plaatsing (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id),
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    vaststelling_id UUID REFERENCES vaststelling (id),
    status TEXT NOT NULL CHECK (status IN ('voorgesteld', 'akkoord-school', 'akkoord-docent', 'actief', 'beeindigd', 'overgedragen', 'geweigerd', 'ingetrokken', 'verlopen')),
    netto_vanaf DATE,
    versie INTEGER NOT NULL
);
CREATE INDEX plaatsing_regio ON plaatsing (regio_id, id);
CREATE INDEX plaatsing_regiodocent ON plaatsing (regiodocent_id);
CREATE INDEX plaatsing_bestuur ON plaatsing (bestuursnummer, id);

CREATE TABLE plaatsing_deel (
    plaatsing_id UUID NOT NULL REFERENCES plaatsing (id) ON DELETE CASCADE,
    vacature_id UUID NOT NULL REFERENCES vacature (id),
    fte_e4 BIGINT NOT NULL CHECK (fte_e4 > 0),
    van DATE NOT NULL,
    tot_en_met DATE NOT NULL,
    PRIMARY KEY (plaatsing_id, vacature_id, van)
);
CREATE INDEX plaatsing_deel_vacature ON plaatsing_deel (vacature_id);

CREATE TABLE auditregel (
    id UUID NOT NULL PRIMARY KEY,
    tijdstip TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    rol TEXT NOT NULL,
    regio TEXT,
    actie TEXT NOT NULL,
    object_soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    samenvatting TEXT NOT NULL,
    trace_id TEXT
);
CREATE INDEX auditregel_object ON auditregel (object_soort, object_id);
CREATE INDEX auditregel_tijd ON auditregel (tijdstip, id);
