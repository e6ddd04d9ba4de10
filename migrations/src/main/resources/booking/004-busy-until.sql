--liquibase formatted sql

--changeset booking:004-busy-until
--comment: What the constraint's index answers, too, but at a third of its cost. As nothing overlaps, the first that ends after a moment is the first that can touch it.
CREATE INDEX booking_busy_until ON booking (car_id, upper(blocked)) WHERE status <> 'cancelled';
--rollback DROP INDEX booking_busy_until;
