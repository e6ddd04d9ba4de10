--liquibase formatted sql

--changeset booking:006-calendar-change
--comment: Which cars were changed or had their calendars changed of late, and in which transaction: what a service instance remembers of other cars is still true. Not logged: whoever finds it empty after a crash remembers nothing.
CREATE UNLOGGED TABLE calendar_change (
    made_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    car_id  uuid NOT NULL
);
CREATE INDEX calendar_change_made_in ON calendar_change (made_in) INCLUDE (car_id);
CREATE UNLOGGED TABLE calendar_journal (
    single    boolean PRIMARY KEY DEFAULT true CHECK (single),
    kept_from xid8 NOT NULL
);
COMMENT ON TABLE calendar_journal IS 'One row: calendar_change holds what transactions from kept_from on have changed';
--rollback DROP TABLE calendar_journal;
--rollback DROP TABLE calendar_change;

--changeset booking:006-calendar-change-noted splitStatements:false
--comment: By triggers, so that what is mended by hand is noted, too.
CREATE FUNCTION note_calendar_change() RETURNS trigger LANGUAGE plpgsql AS $note$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM calendar_journal;
    ELSIF TG_TABLE_NAME = 'car' THEN
        INSERT INTO calendar_change (car_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END);
    ELSE
        INSERT INTO calendar_change (car_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.car_id ELSE NEW.car_id END);
    END IF;
    RETURN NULL;
END
$note$;
--rollback DROP FUNCTION note_calendar_change;

--changeset booking:006-calendar-change-triggers
CREATE TRIGGER note_calendar_change AFTER INSERT OR UPDATE OR DELETE ON car
    FOR EACH ROW EXECUTE FUNCTION note_calendar_change();
CREATE TRIGGER note_calendar_change AFTER INSERT OR UPDATE OR DELETE ON booking
    FOR EACH ROW EXECUTE FUNCTION note_calendar_change();
CREATE TRIGGER note_calendar_emptied AFTER TRUNCATE ON car
    FOR EACH STATEMENT EXECUTE FUNCTION note_calendar_change();
CREATE TRIGGER note_calendar_emptied AFTER TRUNCATE ON booking
    FOR EACH STATEMENT EXECUTE FUNCTION note_calendar_change();
--rollback DROP TRIGGER note_calendar_emptied ON booking;
--rollback DROP TRIGGER note_calendar_emptied ON car;
--rollback DROP TRIGGER note_calendar_change ON booking;
--rollback DROP TRIGGER note_calendar_change ON car;
