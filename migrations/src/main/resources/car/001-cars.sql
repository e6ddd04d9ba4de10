--liquibase formatted sql

--changeset car:001-cars
--comment: The fleet. A deleted car stays, inactive, because bookings and the search index refer to it.
CREATE TABLE car (
    id                 uuid             PRIMARY KEY,
    version            bigint           NOT NULL,
    active             boolean          NOT NULL,
    name               text             NOT NULL,
    brand              text             NOT NULL,
    model              text             NOT NULL,
    year               integer          NOT NULL,
    fuel_type          text             NOT NULL CHECK (fuel_type IN ('petrol', 'diesel', 'electric', 'hybrid')),
    transmission       text             NOT NULL CHECK (transmission IN ('manual', 'automatic')),
    seats              integer          NOT NULL CHECK (seats BETWEEN 1 AND 20),
    price_amount       numeric(15, 4)   NOT NULL CHECK (price_amount >= 0),
    price_currency     text             NOT NULL,
    images             text[]           NOT NULL,
    features           text[]           NOT NULL,
    latitude           double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude          double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    address            text             NOT NULL,
    city               text             NOT NULL,
    state              text             NOT NULL,
    country            text             NOT NULL,
    time_zone          text             NOT NULL,
    time_zone_given    boolean          NOT NULL,
    turnaround_minutes integer          NOT NULL CHECK (turnaround_minutes BETWEEN 0 AND 1440),
    created_at         timestamptz      NOT NULL,
    updated_at         timestamptz      NOT NULL
);
COMMENT ON COLUMN car.version IS 'grows by one with every change';
COMMENT ON COLUMN car.time_zone_given IS 'false: taken from the coordinates, and again when they change';
CREATE INDEX car_newest_first ON car (created_at DESC, id DESC) WHERE active;
--rollback DROP TABLE car;

--changeset car:001-idempotency-keys
--comment: Answers to requests that may be repeated. A row is written in the statement that makes the car, or not at all.
CREATE TABLE idempotency_key (
    caller       uuid        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    car_id       uuid        NOT NULL REFERENCES car (id),
    answer       bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT idempotency_key_taken PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
--rollback DROP TABLE idempotency_key;

--changeset car:001-consumers
--comment: Who is told of changes to the fleet.
ALTER TABLE outbox ALTER COLUMN pending SET DEFAULT '{booking,search}';
CREATE INDEX outbox_pending_booking ON outbox (id) WHERE 'booking' = ANY (pending);
CREATE INDEX outbox_pending_search ON outbox (id) WHERE 'search' = ANY (pending);
--rollback DROP INDEX outbox_pending_search; DROP INDEX outbox_pending_booking; ALTER TABLE outbox ALTER COLUMN pending SET DEFAULT '{}';
