-- Where every value comes from: which import or caller wrote it last. Triggers write down which fields a transaction
-- touched (veldverandering), whoever wrote them; the last act of the transaction tells by whom (veldherkomst).
-- veld '*' stands for every field that has no row of its own: a thing that was made takes one row.
-- A migration that makes one of these tables anew must make its triggers anew.
CREATE TABLE veldverandering (
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    veld TEXT NOT NULL
);

CREATE TABLE veldherkomst (
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    veld TEXT NOT NULL,
    bron TEXT NOT NULL CHECK (bron IN ('import', 'api', 'dienst')),
    import_id UUID,
    door TEXT NOT NULL,
    rol TEXT NOT NULL,
    tijdstip TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (soort, object_id, veld)
);

CREATE FUNCTION regiodocent_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('regiodocent', NEW.id::text, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER regiodocent_insert_herkomst AFTER INSERT ON regiodocent FOR EACH ROW EXECUTE FUNCTION regiodocent_insert_herkomst();
CREATE FUNCTION regiodocent_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'regiodocent', NEW.id::text, v.veld FROM (VALUES
        ('bronSysteem', OLD.bron_systeem IS DISTINCT FROM NEW.bron_systeem),
        ('externId', OLD.extern_id IS DISTINCT FROM NEW.extern_id),
        ('naam', OLD.naam IS DISTINCT FROM NEW.naam),
        ('soort', OLD.soort IS DISTINCT FROM NEW.soort),
        ('trajectStart', OLD.traject_start IS DISTINCT FROM NEW.traject_start),
        ('vogDatum', OLD.vog_datum IS DISTINCT FROM NEW.vog_datum),
        ('woonPostcode', OLD.woon_postcode IS DISTINCT FROM NEW.woon_postcode),
        ('maxReistijd', OLD.max_reistijd IS DISTINCT FROM NEW.max_reistijd),
        ('dagdelen', OLD.dagdelen IS DISTINCT FROM NEW.dagdelen),
        ('alleenGeheel', OLD.alleen_geheel IS DISTINCT FROM NEW.alleen_geheel)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER regiodocent_update_herkomst AFTER UPDATE ON regiodocent FOR EACH ROW EXECUTE FUNCTION regiodocent_update_herkomst();
CREATE FUNCTION regiodocent_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'regiodocent' AND object_id = OLD.id::text;
    DELETE FROM veldherkomst WHERE soort = 'regiodocent' AND object_id = OLD.id::text;
    RETURN OLD;
END $$;
CREATE TRIGGER regiodocent_delete_herkomst AFTER DELETE ON regiodocent FOR EACH ROW EXECUTE FUNCTION regiodocent_delete_herkomst();
CREATE FUNCTION contract_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('contract', NEW.id::text, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER contract_insert_herkomst AFTER INSERT ON contract FOR EACH ROW EXECUTE FUNCTION contract_insert_herkomst();
CREATE FUNCTION contract_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'contract', NEW.id::text, v.veld FROM (VALUES
        ('van', OLD.van IS DISTINCT FROM NEW.van),
        ('totEnMet', OLD.tot_en_met IS DISTINCT FROM NEW.tot_en_met),
        ('werktijdfactor', OLD.werktijdfactor_e4 IS DISTINCT FROM NEW.werktijdfactor_e4),
        ('loonkostenCent', OLD.loonkosten_cent IS DISTINCT FROM NEW.loonkosten_cent),
        ('formeelWerkgever', OLD.formeel_werkgever IS DISTINCT FROM NEW.formeel_werkgever),
        ('status', OLD.status IS DISTINCT FROM NEW.status),
        ('overgedragenAan', OLD.overgedragen_aan IS DISTINCT FROM NEW.overgedragen_aan)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER contract_update_herkomst AFTER UPDATE ON contract FOR EACH ROW EXECUTE FUNCTION contract_update_herkomst();
CREATE FUNCTION contract_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'contract' AND object_id = OLD.id::text;
    DELETE FROM veldherkomst WHERE soort = 'contract' AND object_id = OLD.id::text;
    RETURN OLD;
END $$;
CREATE TRIGGER contract_delete_herkomst AFTER DELETE ON contract FOR EACH ROW EXECUTE FUNCTION contract_delete_herkomst();
CREATE FUNCTION bevoegdheid_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('bevoegdheid', NEW.id::text, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER bevoegdheid_insert_herkomst AFTER INSERT ON bevoegdheid FOR EACH ROW EXECUTE FUNCTION bevoegdheid_insert_herkomst();
CREATE FUNCTION bevoegdheid_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'bevoegdheid', NEW.id::text, v.veld FROM (VALUES
        ('sector', OLD.sector IS DISTINCT FROM NEW.sector),
        ('vak', OLD.vak IS DISTINCT FROM NEW.vak),
        ('graad', OLD.graad IS DISTINCT FROM NEW.graad),
        ('van', OLD.van IS DISTINCT FROM NEW.van),
        ('totEnMet', OLD.tot_en_met IS DISTINCT FROM NEW.tot_en_met)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER bevoegdheid_update_herkomst AFTER UPDATE ON bevoegdheid FOR EACH ROW EXECUTE FUNCTION bevoegdheid_update_herkomst();
CREATE FUNCTION bevoegdheid_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'bevoegdheid' AND object_id = OLD.id::text;
    DELETE FROM veldherkomst WHERE soort = 'bevoegdheid' AND object_id = OLD.id::text;
    RETURN OLD;
END $$;
CREATE TRIGGER bevoegdheid_delete_herkomst AFTER DELETE ON bevoegdheid FOR EACH ROW EXECUTE FUNCTION bevoegdheid_delete_herkomst();
CREATE FUNCTION vacature_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('vacature', NEW.id::text, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER vacature_insert_herkomst AFTER INSERT ON vacature FOR EACH ROW EXECUTE FUNCTION vacature_insert_herkomst();
CREATE FUNCTION vacature_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'vacature', NEW.id::text, v.veld FROM (VALUES
        ('vestigingscode', OLD.vestigingscode IS DISTINCT FROM NEW.vestigingscode),
        ('bestuursnummer', OLD.bestuursnummer IS DISTINCT FROM NEW.bestuursnummer),
        ('soort', OLD.soort IS DISTINCT FROM NEW.soort),
        ('fte', OLD.fte_e4 IS DISTINCT FROM NEW.fte_e4),
        ('sector', OLD.sector IS DISTINCT FROM NEW.sector),
        ('vak', OLD.vak IS DISTINCT FROM NEW.vak),
        ('graad', OLD.graad IS DISTINCT FROM NEW.graad),
        ('van', OLD.van IS DISTINCT FROM NEW.van),
        ('totEnMet', OLD.tot_en_met IS DISTINCT FROM NEW.tot_en_met),
        ('dagdelen', OLD.dagdelen IS DISTINCT FROM NEW.dagdelen),
        ('alleenGeheel', OLD.alleen_geheel IS DISTINCT FROM NEW.alleen_geheel),
        ('schaal', OLD.schaal IS DISTINCT FROM NEW.schaal),
        ('bonusCent', OLD.bonus_cent IS DISTINCT FROM NEW.bonus_cent),
        ('arbeidsmarkttoelage', OLD.arbeidsmarkttoelage IS DISTINCT FROM NEW.arbeidsmarkttoelage),
        ('status', OLD.status IS DISTINCT FROM NEW.status),
        ('intrekkingsreden', OLD.intrekkingsreden IS DISTINCT FROM NEW.intrekkingsreden)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER vacature_update_herkomst AFTER UPDATE ON vacature FOR EACH ROW EXECUTE FUNCTION vacature_update_herkomst();
CREATE FUNCTION vacature_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'vacature' AND object_id = OLD.id::text;
    DELETE FROM veldherkomst WHERE soort = 'vacature' AND object_id = OLD.id::text;
    RETURN OLD;
END $$;
CREATE TRIGGER vacature_delete_herkomst AFTER DELETE ON vacature FOR EACH ROW EXECUTE FUNCTION vacature_delete_herkomst();
CREATE FUNCTION school_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('school', NEW.vestigingscode, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER school_insert_herkomst AFTER INSERT ON school FOR EACH ROW EXECUTE FUNCTION school_insert_herkomst();
CREATE FUNCTION school_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'school', NEW.vestigingscode, v.veld FROM (VALUES
        ('bestuursnummer', OLD.bestuursnummer IS DISTINCT FROM NEW.bestuursnummer),
        ('naam', OLD.naam IS DISTINCT FROM NEW.naam),
        ('sector', OLD.sector IS DISTINCT FROM NEW.sector),
        ('postcode', OLD.postcode IS DISTINCT FROM NEW.postcode),
        ('plaats', OLD.plaats IS DISTINCT FROM NEW.plaats),
        ('gemeentenummer', OLD.gemeentenummer IS DISTINCT FROM NEW.gemeentenummer),
        ('lon', OLD.lon_e6 IS DISTINCT FROM NEW.lon_e6),
        ('lat', OLD.lat_e6 IS DISTINCT FROM NEW.lat_e6),
        ('schoolweging', OLD.schoolweging_e2 IS DISTINCT FROM NEW.schoolweging_e2),
        ('leerlingen', OLD.leerlingen IS DISTINCT FROM NEW.leerlingen),
        ('geslotenPer', OLD.gesloten_per IS DISTINCT FROM NEW.gesloten_per)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER school_update_herkomst AFTER UPDATE ON school FOR EACH ROW EXECUTE FUNCTION school_update_herkomst();
CREATE FUNCTION school_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'school' AND object_id = OLD.vestigingscode;
    DELETE FROM veldherkomst WHERE soort = 'school' AND object_id = OLD.vestigingscode;
    RETURN OLD;
END $$;
CREATE TRIGGER school_delete_herkomst AFTER DELETE ON school FOR EACH ROW EXECUTE FUNCTION school_delete_herkomst();
CREATE FUNCTION schoolbestuur_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('schoolbestuur', NEW.bestuursnummer, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER schoolbestuur_insert_herkomst AFTER INSERT ON schoolbestuur FOR EACH ROW EXECUTE FUNCTION schoolbestuur_insert_herkomst();
CREATE FUNCTION schoolbestuur_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'schoolbestuur', NEW.bestuursnummer, v.veld FROM (VALUES
        ('naam', OLD.naam IS DISTINCT FROM NEW.naam)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER schoolbestuur_update_herkomst AFTER UPDATE ON schoolbestuur FOR EACH ROW EXECUTE FUNCTION schoolbestuur_update_herkomst();
CREATE FUNCTION schoolbestuur_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'schoolbestuur' AND object_id = OLD.bestuursnummer;
    DELETE FROM veldherkomst WHERE soort = 'schoolbestuur' AND object_id = OLD.bestuursnummer;
    RETURN OLD;
END $$;
CREATE TRIGGER schoolbestuur_delete_herkomst AFTER DELETE ON schoolbestuur FOR EACH ROW EXECUTE FUNCTION schoolbestuur_delete_herkomst();
CREATE FUNCTION formatiepeiling_insert_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering VALUES ('formatiepeiling', NEW.id::text, '*');
    RETURN NEW;
END $$;
CREATE TRIGGER formatiepeiling_insert_herkomst AFTER INSERT ON formatiepeiling FOR EACH ROW EXECUTE FUNCTION formatiepeiling_insert_herkomst();
CREATE FUNCTION formatiepeiling_update_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO veldverandering SELECT 'formatiepeiling', NEW.id::text, v.veld FROM (VALUES
        ('vestigingscode', OLD.vestigingscode IS DISTINCT FROM NEW.vestigingscode),
        ('peildatum', OLD.peildatum IS DISTINCT FROM NEW.peildatum),
        ('soort', OLD.soort IS DISTINCT FROM NEW.soort),
        ('benodigdFte', OLD.benodigd_e4 IS DISTINCT FROM NEW.benodigd_e4),
        ('beschikbaarBevoegdFte', OLD.beschikbaar_bevoegd_e4 IS DISTINCT FROM NEW.beschikbaar_bevoegd_e4),
        ('nietInzetbaarFte', OLD.niet_inzetbaar_e4 IS DISTINCT FROM NEW.niet_inzetbaar_e4),
        ('verborgenFte', OLD.verborgen_e4 IS DISTINCT FROM NEW.verborgen_e4),
        ('leerlingen', OLD.leerlingen IS DISTINCT FROM NEW.leerlingen),
        ('groepen', OLD.groepen IS DISTINCT FROM NEW.groepen),
        ('personen', OLD.personen IS DISTINCT FROM NEW.personen),
        ('verwachteUitstroomFte', OLD.verwachte_uitstroom_e4 IS DISTINCT FROM NEW.verwachte_uitstroom_e4),
        ('eerstejaarsZijInstromersEigen', OLD.eerstejaars_eigen IS DISTINCT FROM NEW.eerstejaars_eigen),
        ('begeleidingFte', OLD.begeleiding_e4 IS DISTINCT FROM NEW.begeleiding_e4)
    ) AS v (veld, anders) WHERE v.anders;
    RETURN NEW;
END $$;
CREATE TRIGGER formatiepeiling_update_herkomst AFTER UPDATE ON formatiepeiling FOR EACH ROW EXECUTE FUNCTION formatiepeiling_update_herkomst();
CREATE FUNCTION formatiepeiling_delete_herkomst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM veldverandering WHERE soort = 'formatiepeiling' AND object_id = OLD.id::text;
    DELETE FROM veldherkomst WHERE soort = 'formatiepeiling' AND object_id = OLD.id::text;
    RETURN OLD;
END $$;
CREATE TRIGGER formatiepeiling_delete_herkomst AFTER DELETE ON formatiepeiling FOR EACH ROW EXECUTE FUNCTION formatiepeiling_delete_herkomst();
