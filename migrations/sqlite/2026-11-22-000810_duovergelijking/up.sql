-- A newer file of DUO beside what the regio knows: what differs, line by line, and what a coordinator decided about it.
-- sectoren and nieuwe_besturen are lists with spaces; was and wordt are JSON.
CREATE TABLE duovergelijking (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    sectoren TEXT NOT NULL,
    ongewijzigd INTEGER NOT NULL,
    nieuwe_besturen TEXT NOT NULL,
    door TEXT NOT NULL,
    aangemaakt_op TEXT NOT NULL,
    versie INTEGER NOT NULL
) STRICT;
CREATE INDEX duovergelijking_regio ON duovergelijking (regio_id, id);

CREATE TABLE duoregel (
    vergelijking_id TEXT NOT NULL REFERENCES duovergelijking (id),
    nummer INTEGER NOT NULL,
    vestigingscode TEXT NOT NULL,
    verschil TEXT NOT NULL CHECK (verschil IN ('nieuw', 'gesloten', 'ander-bestuur', 'hernoemd', 'verhuisd')),
    was TEXT,
    wordt TEXT,
    besluit TEXT NOT NULL CHECK (besluit IN ('open', 'aanvaard', 'afgewezen', 'achterhaald')),
    ingangsdatum TEXT,
    PRIMARY KEY (vergelijking_id, nummer)
) STRICT;
