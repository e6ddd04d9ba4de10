--liquibase formatted sql

--changeset notification:recipient
--comment: The users as auth last told of them. An erased one stays as a bare id, so that a late fact about it is not mailed.
CREATE TABLE recipient (
    user_id   uuid   PRIMARY KEY,
    email     text,
    name      text,
    locale    text,
    version   bigint NOT NULL,
    erased_at timestamptz,
    CONSTRAINT recipient_has_an_address_or_is_erased CHECK ((email IS NULL) = (erased_at IS NOT NULL)),
    CONSTRAINT recipient_erased_is_bare CHECK (erased_at IS NULL OR (name IS NULL AND locale IS NULL))
);
--rollback DROP TABLE recipient;

--changeset notification:notification
--comment: What is to be sent and what was. While a node sends one, due_at is when another may take it over.
CREATE TABLE notification (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    cause         uuid        NOT NULL,
    kind          text        NOT NULL,
    channel       text        NOT NULL,
    user_id       uuid        NOT NULL,
    subject       text        NOT NULL,
    facts         jsonb,
    status        text        NOT NULL DEFAULT 'pending',
    attempts      integer     NOT NULL DEFAULT 0,
    due_at        timestamptz NOT NULL DEFAULT now(),
    useless_after timestamptz,
    lease         uuid,
    unreachable   boolean     NOT NULL DEFAULT false,
    last_error    text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    sent_at       timestamptz,
    CONSTRAINT notification_once_for_each_cause_and_channel UNIQUE (cause, kind, channel),
    CONSTRAINT notification_kind CHECK (kind IN (
        'booking-confirmed', 'booking-changed', 'booking-cancelled', 'booking-reminder', 'hold-expiring',
        'email-verification', 'password-reset', 'security-alert')),
    CONSTRAINT notification_status CHECK (status IN ('pending', 'sent', 'failed', 'dead')),
    CONSTRAINT notification_sent_has_a_time CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT notification_unsent_has_its_facts CHECK (facts IS NOT NULL OR status IN ('sent', 'dead'))
);
CREATE INDEX notification_of_user ON notification (user_id, id);
CREATE INDEX notification_due ON notification (due_at) WHERE status IN ('pending', 'failed');
CREATE INDEX notification_dead ON notification (id) WHERE status = 'dead';
CREATE INDEX notification_sent_at ON notification (sent_at) WHERE status = 'sent';
--rollback DROP TABLE notification;

--changeset notification:reminder
--comment: What will become a notification when its time comes, unless the booking takes another course.
CREATE TABLE reminder (
    booking_id    uuid        NOT NULL,
    kind          text        NOT NULL,
    id            uuid        NOT NULL DEFAULT uuidv7(),
    user_id       uuid        NOT NULL,
    due_at        timestamptz NOT NULL,
    useless_after timestamptz NOT NULL,
    facts         jsonb       NOT NULL,
    CONSTRAINT reminder_pk PRIMARY KEY (booking_id, kind),
    CONSTRAINT reminder_kind CHECK (kind IN ('booking-reminder', 'hold-expiring'))
);
CREATE INDEX reminder_due ON reminder (due_at);
CREATE INDEX reminder_of_user ON reminder (user_id);
--rollback DROP TABLE reminder;

--changeset notification:live
--comment: What happened to bookings, in one order without gaps: the position's row stays locked until its events are committed.
CREATE TABLE live_position (
    id   boolean PRIMARY KEY DEFAULT true,
    last bigint  NOT NULL,
    CONSTRAINT live_position_is_one CHECK (id)
);
INSERT INTO live_position (last) VALUES (0);
CREATE TABLE live_event (
    position    bigint      PRIMARY KEY,
    event_id    uuid        NOT NULL,
    user_id     uuid        NOT NULL,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    stored_at   timestamptz NOT NULL DEFAULT now(),
    data        text        NOT NULL
);
CREATE INDEX live_event_of_user ON live_event (user_id, position);
CREATE INDEX live_event_stored_at ON live_event (stored_at);
--rollback DROP TABLE live_event; DROP TABLE live_position;
