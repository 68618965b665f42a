-- Who came, stayed and left at a school in the quarter of a formatiepeiling. Absent: not told.

CREATE TABLE formatieverloop (
    peiling_id TEXT NOT NULL PRIMARY KEY REFERENCES formatiepeiling (id) ON DELETE CASCADE,
    instroom_regulier_e4 INTEGER CHECK (instroom_regulier_e4 >= 0),
    instroom_zij_e4 INTEGER CHECK (instroom_zij_e4 >= 0),
    instroom_inhuur_e4 INTEGER CHECK (instroom_inhuur_e4 >= 0),
    behoud_regulier_e4 INTEGER CHECK (behoud_regulier_e4 >= 0),
    behoud_zij_e4 INTEGER CHECK (behoud_zij_e4 >= 0),
    behoud_inhuur_e4 INTEGER CHECK (behoud_inhuur_e4 >= 0),
    uitstroom_regulier_e4 INTEGER CHECK (uitstroom_regulier_e4 >= 0),
    uitstroom_zij_e4 INTEGER CHECK (uitstroom_zij_e4 >= 0),
    uitstroom_inhuur_e4 INTEGER CHECK (uitstroom_inhuur_e4 >= 0),
    begeleiding_geleverd_e4 INTEGER CHECK (begeleiding_geleverd_e4 >= 0)
) STRICT;
