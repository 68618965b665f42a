-- An onderzoek: a question about the plan of a matchronde and its answer, both JSON. ingreep_id is the last ingreep in that
-- plan; when it is taken back, the plan is gone and so is every question about it.
CREATE TABLE onderzoek (
    id UUID NOT NULL PRIMARY KEY,
    matchronde_id UUID NOT NULL REFERENCES matchronde (id),
    ingreep_id UUID REFERENCES ingreep (id) ON DELETE CASCADE,
    soort TEXT NOT NULL,
    vraag TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'klaar', 'mislukt')),
    antwoord TEXT,
    reden TEXT,
    door TEXT NOT NULL,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    klaar_op TIMESTAMPTZ,
    versie INTEGER NOT NULL
);
CREATE INDEX onderzoek_matchronde ON onderzoek (matchronde_id, id);
