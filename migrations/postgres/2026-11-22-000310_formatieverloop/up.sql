-- Who came, stayed and left at a school in the quarter of a formatiepeiling. Absent: not told.

CREATE TABLE formatieverloop (
    peiling_id UUID NOT NULL PRIMARY KEY REFERENCES formatiepeiling (id) ON DELETE CASCADE,
    instroom_regulier_e4 BIGINT CHECK (instroom_regulier_e4 >= 0),
    instroom_zij_e4 BIGINT CHECK (instroom_zij_e4 >= 0),
    instroom_inhuur_e4 BIGINT CHECK (instroom_inhuur_e4 >= 0),
    behoud_regulier_e4 BIGINT CHECK (behoud_regulier_e4 >= 0),
    behoud_zij_e4 BIGINT CHECK (behoud_zij_e4 >= 0),
    behoud_inhuur_e4 BIGINT CHECK (behoud_inhuur_e4 >= 0),
    uitstroom_regulier_e4 BIGINT CHECK (uitstroom_regulier_e4 >= 0),
    uitstroom_zij_e4 BIGINT CHECK (uitstroom_zij_e4 >= 0),
    uitstroom_inhuur_e4 BIGINT CHECK (uitstroom_inhuur_e4 >= 0),
    begeleiding_geleverd_e4 BIGINT CHECK (begeleiding_geleverd_e4 >= 0)
);
