--liquibase formatted sql

--changeset booking:003-at-risk
--comment: Few are at risk at any time, and the sweep looks for them every second: it must not read the whole table for it.
CREATE INDEX booking_at_risk ON booking (id) WHERE at_risk;
--rollback DROP INDEX booking_at_risk;
