-- Where every value comes from: which import or caller wrote it last. Triggers write down which fields a transaction
-- touched (veldverandering), whoever wrote them; the last act of the transaction tells by whom (veldherkomst).
-- veld '*' stands for every field that has no row of its own: a thing that was made takes one row.
-- A migration that makes one of these tables anew must make its triggers anew.
CREATE TABLE veldverandering (
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    veld TEXT NOT NULL
) STRICT;

CREATE TABLE veldherkomst (
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    veld TEXT NOT NULL,
    bron TEXT NOT NULL CHECK (bron IN ('import', 'api', 'dienst')),
    import_id TEXT,
    door TEXT NOT NULL,
    rol TEXT NOT NULL,
    tijdstip TEXT NOT NULL,
    PRIMARY KEY (soort, object_id, veld)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER regiodocent_insert_herkomst AFTER INSERT ON regiodocent BEGIN
    INSERT INTO veldverandering VALUES ('regiodocent', NEW.id, '*');
END;
CREATE TRIGGER regiodocent_update_herkomst AFTER UPDATE ON regiodocent BEGIN
    INSERT INTO veldverandering SELECT 'regiodocent', NEW.id, veld FROM (
        SELECT 'bronSysteem' AS veld, OLD.bron_systeem IS NOT NEW.bron_systeem AS anders
        UNION ALL SELECT 'externId', OLD.extern_id IS NOT NEW.extern_id
        UNION ALL SELECT 'naam', OLD.naam IS NOT NEW.naam
        UNION ALL SELECT 'soort', OLD.soort IS NOT NEW.soort
        UNION ALL SELECT 'trajectStart', OLD.traject_start IS NOT NEW.traject_start
        UNION ALL SELECT 'vogDatum', OLD.vog_datum IS NOT NEW.vog_datum
        UNION ALL SELECT 'woonPostcode', OLD.woon_postcode IS NOT NEW.woon_postcode
        UNION ALL SELECT 'maxReistijd', OLD.max_reistijd IS NOT NEW.max_reistijd
        UNION ALL SELECT 'dagdelen', OLD.dagdelen IS NOT NEW.dagdelen
        UNION ALL SELECT 'alleenGeheel', OLD.alleen_geheel IS NOT NEW.alleen_geheel
    ) WHERE anders;
END;
CREATE TRIGGER regiodocent_delete_herkomst AFTER DELETE ON regiodocent BEGIN
    DELETE FROM veldverandering WHERE soort = 'regiodocent' AND object_id = OLD.id;
    DELETE FROM veldherkomst WHERE soort = 'regiodocent' AND object_id = OLD.id;
END;
CREATE TRIGGER contract_insert_herkomst AFTER INSERT ON contract BEGIN
    INSERT INTO veldverandering VALUES ('contract', NEW.id, '*');
END;
CREATE TRIGGER contract_update_herkomst AFTER UPDATE ON contract BEGIN
    INSERT INTO veldverandering SELECT 'contract', NEW.id, veld FROM (
        SELECT 'van' AS veld, OLD.van IS NOT NEW.van AS anders
        UNION ALL SELECT 'totEnMet', OLD.tot_en_met IS NOT NEW.tot_en_met
        UNION ALL SELECT 'werktijdfactor', OLD.werktijdfactor_e4 IS NOT NEW.werktijdfactor_e4
        UNION ALL SELECT 'loonkostenCent', OLD.loonkosten_cent IS NOT NEW.loonkosten_cent
        UNION ALL SELECT 'formeelWerkgever', OLD.formeel_werkgever IS NOT NEW.formeel_werkgever
        UNION ALL SELECT 'status', OLD.status IS NOT NEW.status
        UNION ALL SELECT 'overgedragenAan', OLD.overgedragen_aan IS NOT NEW.overgedragen_aan
    ) WHERE anders;
END;
CREATE TRIGGER contract_delete_herkomst AFTER DELETE ON contract BEGIN
    DELETE FROM veldverandering WHERE soort = 'contract' AND object_id = OLD.id;
    DELETE FROM veldherkomst WHERE soort = 'contract' AND object_id = OLD.id;
END;
CREATE TRIGGER bevoegdheid_insert_herkomst AFTER INSERT ON bevoegdheid BEGIN
    INSERT INTO veldverandering VALUES ('bevoegdheid', NEW.id, '*');
END;
CREATE TRIGGER bevoegdheid_update_herkomst AFTER UPDATE ON bevoegdheid BEGIN
    INSERT INTO veldverandering SELECT 'bevoegdheid', NEW.id, veld FROM (
        SELECT 'sector' AS veld, OLD.sector IS NOT NEW.sector AS anders
        UNION ALL SELECT 'vak', OLD.vak IS NOT NEW.vak
        UNION ALL SELECT 'graad', OLD.graad IS NOT NEW.graad
        UNION ALL SELECT 'van', OLD.van IS NOT NEW.van
        UNION ALL SELECT 'totEnMet', OLD.tot_en_met IS NOT NEW.tot_en_met
    ) WHERE anders;
END;
CREATE TRIGGER bevoegdheid_delete_herkomst AFTER DELETE ON bevoegdheid BEGIN
    DELETE FROM veldverandering WHERE soort = 'bevoegdheid' AND object_id = OLD.id;
    DELETE FROM veldherkomst WHERE soort = 'bevoegdheid' AND object_id = OLD.id;
END;
CREATE TRIGGER vacature_insert_herkomst AFTER INSERT ON vacature BEGIN
    INSERT INTO veldverandering VALUES ('vacature', NEW.id, '*');
END;
CREATE TRIGGER vacature_update_herkomst AFTER UPDATE ON vacature BEGIN
    INSERT INTO veldverandering SELECT 'vacature', NEW.id, veld FROM (
        SELECT 'vestigingscode' AS veld, OLD.vestigingscode IS NOT NEW.vestigingscode AS anders
        UNION ALL SELECT 'bestuursnummer', OLD.bestuursnummer IS NOT NEW.bestuursnummer
        UNION ALL SELECT 'soort', OLD.soort IS NOT NEW.soort
        UNION ALL SELECT 'fte', OLD.fte_e4 IS NOT NEW.fte_e4
        UNION ALL SELECT 'sector', OLD.sector IS NOT NEW.sector
        UNION ALL SELECT 'vak', OLD.vak IS NOT NEW.vak
        UNION ALL SELECT 'graad', OLD.graad IS NOT NEW.graad
        UNION ALL SELECT 'van', OLD.van IS NOT NEW.van
        UNION ALL SELECT 'totEnMet', OLD.tot_en_met IS NOT NEW.tot_en_met
        UNION ALL SELECT 'dagdelen', OLD.dagdelen IS NOT NEW.dagdelen
        UNION ALL SELECT 'alleenGeheel', OLD.alleen_geheel IS NOT NEW.alleen_geheel
        UNION ALL SELECT 'schaal', OLD.schaal IS NOT NEW.schaal
        UNION ALL SELECT 'bonusCent', OLD.bonus_cent IS NOT NEW.bonus_cent
        UNION ALL SELECT 'arbeidsmarkttoelage', OLD.arbeidsmarkttoelage IS NOT NEW.arbeidsmarkttoelage
        UNION ALL SELECT 'status', OLD.status IS NOT NEW.status
        UNION ALL SELECT 'intrekkingsreden', OLD.intrekkingsreden IS NOT NEW.intrekkingsreden
    ) WHERE anders;
END;
CREATE TRIGGER vacature_delete_herkomst AFTER DELETE ON vacature BEGIN
    DELETE FROM veldverandering WHERE soort = 'vacature' AND object_id = OLD.id;
    DELETE FROM veldherkomst WHERE soort = 'vacature' AND object_id = OLD.id;
END;
CREATE TRIGGER school_insert_herkomst AFTER INSERT ON school BEGIN
    INSERT INTO veldverandering VALUES ('school', NEW.vestigingscode, '*');
END;
CREATE TRIGGER school_update_herkomst AFTER UPDATE ON school BEGIN
    INSERT INTO veldverandering SELECT 'school', NEW.vestigingscode, veld FROM (
        SELECT 'bestuursnummer' AS veld, OLD.bestuursnummer IS NOT NEW.bestuursnummer AS anders
        UNION ALL SELECT 'naam', OLD.naam IS NOT NEW.naam
        UNION ALL SELECT 'sector', OLD.sector IS NOT NEW.sector
        UNION ALL SELECT 'postcode', OLD.postcode IS NOT NEW.postcode
        UNION ALL SELECT 'plaats', OLD.plaats IS NOT NEW.plaats
        UNION ALL SELECT 'gemeentenummer', OLD.gemeentenummer IS NOT NEW.gemeentenummer
        UNION ALL SELECT 'lon', OLD.lon_e6 IS NOT NEW.lon_e6
        UNION ALL SELECT 'lat', OLD.lat_e6 IS NOT NEW.lat_e6
        UNION ALL SELECT 'schoolweging', OLD.schoolweging_e2 IS NOT NEW.schoolweging_e2
        UNION ALL SELECT 'leerlingen', OLD.leerlingen IS NOT NEW.leerlingen
        UNION ALL SELECT 'geslotenPer', OLD.gesloten_per IS NOT NEW.gesloten_per
    ) WHERE anders;
END;
CREATE TRIGGER school_delete_herkomst AFTER DELETE ON school BEGIN
    DELETE FROM veldverandering WHERE soort = 'school' AND object_id = OLD.vestigingscode;
    DELETE FROM veldherkomst WHERE soort = 'school' AND object_id = OLD.vestigingscode;
END;
CREATE TRIGGER schoolbestuur_insert_herkomst AFTER INSERT ON schoolbestuur BEGIN
    INSERT INTO veldverandering VALUES ('schoolbestuur', NEW.bestuursnummer, '*');
END;
CREATE TRIGGER schoolbestuur_update_herkomst AFTER UPDATE ON schoolbestuur BEGIN
    INSERT INTO veldverandering SELECT 'schoolbestuur', NEW.bestuursnummer, veld FROM (
        SELECT 'naam' AS veld, OLD.naam IS NOT NEW.naam AS anders
    ) WHERE anders;
END;
CREATE TRIGGER schoolbestuur_delete_herkomst AFTER DELETE ON schoolbestuur BEGIN
    DELETE FROM veldverandering WHERE soort = 'schoolbestuur' AND object_id = OLD.bestuursnummer;
    DELETE FROM veldherkomst WHERE soort = 'schoolbestuur' AND object_id = OLD.bestuursnummer;
END;
CREATE TRIGGER formatiepeiling_insert_herkomst AFTER INSERT ON formatiepeiling BEGIN
    INSERT INTO veldverandering VALUES ('formatiepeiling', NEW.id, '*');
END;
CREATE TRIGGER formatiepeiling_update_herkomst AFTER UPDATE ON formatiepeiling BEGIN
    INSERT INTO veldverandering SELECT 'formatiepeiling', NEW.id, veld FROM (
        SELECT 'vestigingscode' AS veld, OLD.vestigingscode IS NOT NEW.vestigingscode AS anders
        UNION ALL SELECT 'peildatum', OLD.peildatum IS NOT NEW.peildatum
        UNION ALL SELECT 'soort', OLD.soort IS NOT NEW.soort
        UNION ALL SELECT 'benodigdFte', OLD.benodigd_e4 IS NOT NEW.benodigd_e4
        UNION ALL SELECT 'beschikbaarBevoegdFte', OLD.beschikbaar_bevoegd_e4 IS NOT NEW.beschikbaar_bevoegd_e4
        UNION ALL SELECT 'nietInzetbaarFte', OLD.niet_inzetbaar_e4 IS NOT NEW.niet_inzetbaar_e4
        UNION ALL SELECT 'verborgenFte', OLD.verborgen_e4 IS NOT NEW.verborgen_e4
        UNION ALL SELECT 'leerlingen', OLD.leerlingen IS NOT NEW.leerlingen
        UNION ALL SELECT 'groepen', OLD.groepen IS NOT NEW.groepen
        UNION ALL SELECT 'personen', OLD.personen IS NOT NEW.personen
        UNION ALL SELECT 'verwachteUitstroomFte', OLD.verwachte_uitstroom_e4 IS NOT NEW.verwachte_uitstroom_e4
        UNION ALL SELECT 'eerstejaarsZijInstromersEigen', OLD.eerstejaars_eigen IS NOT NEW.eerstejaars_eigen
        UNION ALL SELECT 'begeleidingFte', OLD.begeleiding_e4 IS NOT NEW.begeleiding_e4
    ) WHERE anders;
END;
CREATE TRIGGER formatiepeiling_delete_herkomst AFTER DELETE ON formatiepeiling BEGIN
    DELETE FROM veldverandering WHERE soort = 'formatiepeiling' AND object_id = OLD.id;
    DELETE FROM veldherkomst WHERE soort = 'formatiepeiling' AND object_id = OLD.id;
END;
