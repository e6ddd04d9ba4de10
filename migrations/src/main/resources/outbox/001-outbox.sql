--liquibase formatted sql

--changeset rental:outbox
--comment: Facts that wait to be told. Each database names its consumers in the default of pending and gives each a partial index.
CREATE TABLE outbox (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id     uuid        NOT NULL DEFAULT uuidv7(),
    type         text        NOT NULL,
    aggregate_id uuid        NOT NULL,
    payload      jsonb       NOT NULL,
    request_id   text,
    traceparent  text,
    secret       boolean     NOT NULL DEFAULT false,
    occurred_at  timestamptz NOT NULL DEFAULT now(),
    pending      text[]      NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN outbox.secret IS 'the payload is emptied once every consumer has it';
COMMENT ON COLUMN outbox.pending IS 'consumers that still have to acknowledge it';
--rollback DROP TABLE outbox;

--changeset rental:outbox-parked
--comment: Facts that a consumer refused again and again; they wait for a person.
CREATE TABLE outbox_parked (
    id        uuid        PRIMARY KEY DEFAULT uuidv7(),
    outbox_id bigint      NOT NULL REFERENCES outbox (id),
    consumer  text        NOT NULL,
    error     text        NOT NULL,
    attempts  integer     NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (outbox_id, consumer)
);
--rollback DROP TABLE outbox_parked;

--changeset rental:inbox
--comment: Facts of others that are in effect here, so that none is taken twice.
CREATE TABLE inbox (
    event_id uuid        PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_taken_at ON inbox (taken_at);
--rollback DROP TABLE inbox;
