--liquibase formatted sql

--changeset booking:002-car
-- What booking knows of the fleet, fed by the car service's events. A booking never updates a row of it: the row is what
-- writers of one car's calendar lock.
CREATE TABLE car (
    id                 uuid PRIMARY KEY,
    version            bigint NOT NULL,
    active             boolean NOT NULL,
    fuel_type          text NOT NULL,
    latitude           double precision NOT NULL,
    longitude          double precision NOT NULL,
    turnaround_minutes integer NOT NULL CHECK (turnaround_minutes BETWEEN 0 AND 1440),
    price_per_day      numeric(14, 4) NOT NULL,
    currency           text NOT NULL,
    time_zone          text NOT NULL,
    document           jsonb NOT NULL
);
COMMENT ON COLUMN car.document IS 'The car as its service told it last';
CREATE INDEX car_of_a_kind ON car (fuel_type, latitude) WHERE active;
--rollback DROP TABLE car;

--changeset booking:002-calendar-version
-- Taken under the car's lock, so that it grows with every change of that car's calendar, in the order of commits.
CREATE SEQUENCE calendar_version CACHE 1;
--rollback DROP SEQUENCE calendar_version;

--changeset booking:002-booking
-- Rentals, and times a car is off the road: one table, so that one constraint keeps them all apart.
-- No foreign key to car: every row is inserted from the car's locked row, and cars are never deleted.
CREATE TABLE booking (
    id               uuid PRIMARY KEY,
    kind             text NOT NULL CHECK (kind IN ('rental', 'block')),
    car_id           uuid NOT NULL,
    user_id          uuid,
    status           text NOT NULL CHECK (status IN ('held', 'confirmed', 'active', 'completed', 'cancelled')),
    pickup_time      timestamptz NOT NULL,
    dropoff_time     timestamptz NOT NULL,
    blocked          tstzrange NOT NULL,
    hold_expires_at  timestamptz,
    terms            jsonb,
    cancel_reason    text CHECK (cancel_reason IN ('customer', 'staff', 'hold-expired', 'no-show')),
    cancelled_at     timestamptz,
    refund           numeric(14, 4),
    at_risk          boolean NOT NULL DEFAULT false,
    reason           text,
    version          bigint NOT NULL DEFAULT 1,
    calendar_version bigint NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT booking_window CHECK (pickup_time < dropoff_time),
    CONSTRAINT booking_kind CHECK (
        CASE kind WHEN 'rental' THEN user_id IS NOT NULL AND terms IS NOT NULL AND reason IS NULL
                  ELSE user_id IS NULL AND terms IS NULL AND reason IS NOT NULL END),
    CONSTRAINT booking_hold CHECK ((status = 'held') <= (hold_expires_at IS NOT NULL)),
    CONSTRAINT booking_no_overlap EXCLUDE USING gist (car_id WITH =, blocked WITH &&) WHERE (status <> 'cancelled')
);
COMMENT ON COLUMN booking.pickup_time IS 'What was agreed, whatever happens later';
COMMENT ON COLUMN booking.dropoff_time IS 'What was agreed, whatever happens later';
COMMENT ON COLUMN booking.blocked IS 'What the car is kept from others: with the turnaround, and as things happened';
COMMENT ON COLUMN booking.terms IS 'The price with its inputs, and the cancellation policy, as agreed';
COMMENT ON COLUMN booking.calendar_version IS 'The version of the car''s calendar that this row''s last change made';
CREATE INDEX booking_of_user ON booking (user_id, id DESC) WHERE kind = 'rental';
CREATE INDEX booking_of_car ON booking (car_id, calendar_version DESC);
CREATE INDEX booking_held ON booking (hold_expires_at) WHERE status = 'held';
CREATE UNIQUE INDEX booking_one_active ON booking (car_id) INCLUDE (dropoff_time) WHERE status = 'active';
--rollback DROP TABLE booking;

--changeset booking:002-booking-history
CREATE TABLE booking_history (
    booking_id uuid NOT NULL,
    version    bigint NOT NULL,
    at         timestamptz NOT NULL,
    actor      uuid,
    what       text NOT NULL,
    details    jsonb,
    PRIMARY KEY (booking_id, version)
);
COMMENT ON COLUMN booking_history.actor IS 'The user who did it; null when time did';
--rollback DROP TABLE booking_history;

--changeset booking:002-quote
CREATE TABLE quote (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL,
    car_id       uuid NOT NULL,
    pickup_time  timestamptz NOT NULL,
    dropoff_time timestamptz NOT NULL,
    extras       text[] NOT NULL,
    price        jsonb NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX quote_expired ON quote (expires_at);
--rollback DROP TABLE quote;

--changeset booking:002-idempotency-key
-- Written with what it guards, in one transaction: no key without its booking, no booking without its key.
CREATE TABLE idempotency_key (
    caller      uuid NOT NULL,
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    status      integer NOT NULL,
    location    text NOT NULL,
    body        bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
COMMENT ON COLUMN idempotency_key.fingerprint IS 'SHA-256 of the operation and what was sent';
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
--rollback DROP TABLE idempotency_key;

--changeset booking:002-outbox-consumers
ALTER TABLE outbox ALTER pending SET DEFAULT '{search,notification}';
CREATE INDEX outbox_pending_search ON outbox (id) WHERE 'search' = ANY (pending);
CREATE INDEX outbox_pending_notification ON outbox (id) WHERE 'notification' = ANY (pending);
--rollback DROP INDEX outbox_pending_notification;
--rollback DROP INDEX outbox_pending_search;
--rollback ALTER TABLE outbox ALTER pending SET DEFAULT '{}';
