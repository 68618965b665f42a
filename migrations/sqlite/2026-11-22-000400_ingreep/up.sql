-- An ingreep: a coordinator overrides the plan of a matchronde at one point, and sees its price before anything is adopted.
-- plan is the answer of the matcher with this ingreep and all before it (JSON); absent until it is there.
CREATE TABLE ingreep (
    id TEXT NOT NULL PRIMARY KEY,
    matchronde_id TEXT NOT NULL REFERENCES matchronde (id),
    volgnummer INTEGER NOT NULL,
    soort TEXT NOT NULL CHECK (soort IN ('vastzetten', 'verbieden', 'plaatsen')),
    regiodocent_id TEXT NOT NULL REFERENCES regiodocent (id),
    vestigingscode TEXT REFERENCES school (vestigingscode),
    vacature_id TEXT REFERENCES vacature (id),
    fte_e4 INTEGER,
    motivering TEXT NOT NULL,
    door TEXT NOT NULL,
    aangemaakt_op TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'geprijsd', 'mislukt')),
    reden TEXT,
    tweede_nodig INTEGER NOT NULL,
    tweede_door TEXT,
    plan TEXT,
    versie INTEGER NOT NULL,
    UNIQUE (matchronde_id, volgnummer)
) STRICT;

-- How many overrides a vaststelling took over, and what had changed since the data were frozen (JSON).
ALTER TABLE vaststelling ADD COLUMN ingrepen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vaststelling ADD COLUMN gewijzigd TEXT NOT NULL DEFAULT '[]';
