--liquibase formatted sql

--changeset auth:001-auth-outbox-consumers
--comment: Who takes the facts of this database.
ALTER TABLE outbox ALTER pending SET DEFAULT '{notification}';
CREATE INDEX outbox_pending_notification ON outbox (id) WHERE 'notification' = ANY (pending);
--rollback DROP INDEX outbox_pending_notification;
--rollback ALTER TABLE outbox ALTER pending SET DEFAULT '{}';

--changeset auth:001-users
CREATE TABLE users (
    id             uuid        PRIMARY KEY,
    email          text        NOT NULL,
    email_key      text        NOT NULL CONSTRAINT users_email_taken UNIQUE,
    name           text,
    locale         text,
    roles          text[]      NOT NULL CHECK ('customer' = ANY (roles)),
    password_hash  text        NOT NULL,
    email_verified boolean     NOT NULL DEFAULT false,
    locked         boolean     NOT NULL DEFAULT false,
    tokens_after   timestamptz NOT NULL,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL
);
COMMENT ON COLUMN users.email IS 'as it was given';
COMMENT ON COLUMN users.email_key IS 'as it compares: without case';
COMMENT ON COLUMN users.tokens_after IS 'access tokens issued up to then are refused';
--rollback DROP TABLE users;

--changeset auth:001-sessions
--comment: A session is a family of refresh tokens: each is used once, for the next.
CREATE TABLE sessions (
    id           uuid        PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device       text,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    end_reason   text        CHECK (end_reason IN ('logout', 'ended', 'password', 'locked', 'reused')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX sessions_of_user ON sessions (user_id, id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    hash       bytea       PRIMARY KEY,
    session_id uuid        NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    user_id    uuid        NOT NULL,
    issued_at  timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);
COMMENT ON COLUMN refresh_tokens.hash IS 'SHA-256 of the token, which is kept nowhere';
--rollback DROP TABLE refresh_tokens;
--rollback DROP TABLE sessions;

--changeset auth:001-revocations
--comment: Sessions and users whose access tokens are refused before they run out.
CREATE TABLE revocations (
    subject uuid        PRIMARY KEY,
    at      timestamptz NOT NULL,
    until   timestamptz NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX revocations_told ON revocations (told_at);
COMMENT ON COLUMN revocations.subject IS 'a session or a user';
COMMENT ON COLUMN revocations.at IS 'tokens issued up to then are refused';
COMMENT ON COLUMN revocations.until IS 'when the last such token has run out';
--rollback DROP TABLE revocations;

--changeset auth:001-mail-tokens
--comment: Tokens that go out by mail, each good for one use.
CREATE TABLE mail_tokens (
    hash       bytea       PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    text        NOT NULL CHECK (purpose IN ('email-verification', 'password-reset')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX mail_tokens_of_user ON mail_tokens (user_id, purpose, created_at);
CREATE INDEX mail_tokens_expiry ON mail_tokens (expires_at);
--rollback DROP TABLE mail_tokens;

--changeset auth:001-failures
--comment: Times of late failures to prove a password, by a digest of account and address, or of the address alone.
CREATE TABLE failures (
    key       bytea         PRIMARY KEY,
    failed_at timestamptz[] NOT NULL,
    last_at   timestamptz   NOT NULL
);
CREATE INDEX failures_last ON failures (last_at);
--rollback DROP TABLE failures;

--changeset auth:001-signing-keys
--comment: The public halves of the keys that sign access tokens, shared by all nodes.
CREATE TABLE signing_keys (
    id         text        PRIMARY KEY,
    jwk        jsonb       NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL
);
COMMENT ON COLUMN signing_keys.id IS 'the key''s SHA-256 thumbprint (RFC 7638): the kid of its tokens';
COMMENT ON COLUMN signing_keys.last_seen IS 'when a node last had the private half';
--rollback DROP TABLE signing_keys;
