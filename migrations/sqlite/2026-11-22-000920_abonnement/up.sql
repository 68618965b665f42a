-- Other systems that are told of wijzigingen, and what is still to be delivered to them. Messages are made from the feed,
-- which is written in the transaction of the change itself. The secret is kept as it is: it signs.
CREATE TABLE abonnement (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    url TEXT NOT NULL,
    soorten TEXT NOT NULL,
    geheim TEXT NOT NULL,
    vorig_geheim TEXT,
    vorig_tot TEXT,
    status TEXT NOT NULL CHECK (status IN ('actief', 'beeindigd')),
    reden TEXT,
    door TEXT NOT NULL,
    rol TEXT NOT NULL,
    bestuursnummer TEXT,
    vestigingscode TEXT,
    machine INTEGER NOT NULL,
    gelezen_tot INTEGER NOT NULL,
    aangemaakt_op TEXT NOT NULL,
    versie INTEGER NOT NULL
) STRICT;
CREATE INDEX abonnement_regio ON abonnement (regio_id, id);

CREATE TABLE bezorging (
    abonnement_id TEXT NOT NULL REFERENCES abonnement (id) ON DELETE CASCADE,
    volgnummer INTEGER NOT NULL,
    gebeurtenis TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'mislukt')),
    pogingen INTEGER NOT NULL,
    volgende_op TEXT NOT NULL,
    fout TEXT,
    PRIMARY KEY (abonnement_id, volgnummer)
) STRICT;
CREATE INDEX bezorging_te_doen ON bezorging (volgende_op) WHERE status = 'wachtend';
