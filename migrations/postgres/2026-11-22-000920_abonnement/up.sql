-- Other systems that are told of wijzigingen, and what is still to be delivered to them. Messages are made from the feed,
-- which is written in the transaction of the change itself. The secret is kept as it is: it signs.
CREATE TABLE abonnement (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    url TEXT NOT NULL,
    soorten TEXT NOT NULL,
    geheim TEXT NOT NULL,
    vorig_geheim TEXT,
    vorig_tot TIMESTAMPTZ,
    status TEXT NOT NULL CHECK (status IN ('actief', 'beeindigd')),
    reden TEXT,
    door TEXT NOT NULL,
    rol TEXT NOT NULL,
    bestuursnummer TEXT,
    vestigingscode TEXT,
    machine BOOLEAN NOT NULL,
    gelezen_tot BIGINT NOT NULL,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    versie INTEGER NOT NULL
);
CREATE INDEX abonnement_regio ON abonnement (regio_id, id);

CREATE TABLE bezorging (
    abonnement_id UUID NOT NULL REFERENCES abonnement (id) ON DELETE CASCADE,
    volgnummer BIGINT NOT NULL,
    gebeurtenis TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'mislukt')),
    pogingen INTEGER NOT NULL,
    volgende_op TIMESTAMPTZ NOT NULL,
    fout TEXT,
    PRIMARY KEY (abonnement_id, volgnummer)
);
CREATE INDEX bezorging_te_doen ON bezorging (volgende_op) WHERE status = 'wachtend';
