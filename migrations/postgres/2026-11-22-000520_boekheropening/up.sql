-- A frozen page that turns out wrong is reopened: one coordinator proposes it, another confirms, and it is frozen anew. The page of
-- before stays. A page that was frozen by closing a heropening has no matchronde.
ALTER TABLE solidariteitsboek ALTER COLUMN matchronde_id DROP NOT NULL;

-- At most one proposal at a time per page, and a page that was replaced is reopened no more: its successor is.
CREATE TABLE boekheropening (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    boek_id UUID NOT NULL REFERENCES solidariteitsboek (id),
    peildatum DATE NOT NULL,
    motivering TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('voorstel', 'open', 'gesloten', 'afgewezen', 'ingetrokken')),
    voorgesteld_door TEXT NOT NULL,
    voorgesteld_op TIMESTAMPTZ NOT NULL,
    besloten_door TEXT,
    besloten_op TIMESTAMPTZ,
    afwijzing TEXT,
    gesloten_door TEXT,
    gesloten_op TIMESTAMPTZ,
    nieuw_boek_id UUID REFERENCES solidariteitsboek (id),
    versie INTEGER NOT NULL
);
CREATE UNIQUE INDEX boekheropening_een ON boekheropening (boek_id) WHERE status IN ('voorstel', 'open', 'gesloten');
CREATE INDEX boekheropening_regio ON boekheropening (regio_id, id);
