--liquibase formatted sql

--changeset notification:notification-traceparent
--comment: The W3C trace context of the request that a notification comes from, so that the mail is part of its trace.
ALTER TABLE notification ADD COLUMN traceparent text;
--rollback ALTER TABLE notification DROP COLUMN traceparent;
