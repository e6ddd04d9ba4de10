--liquibase formatted sql

--changeset booking:005-refund
--comment: A price by day has up to nine digits before the point, and a rental up to ninety days and what is rented along. No row is written anew.
ALTER TABLE booking ALTER refund TYPE numeric(20, 4);
--rollback ALTER TABLE booking ALTER refund TYPE numeric(14, 4);
