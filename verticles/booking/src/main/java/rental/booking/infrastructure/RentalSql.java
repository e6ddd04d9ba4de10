package rental.booking.infrastructure;

/**
 * The statements on rentals. Those that write are one statement each, and so one round trip and one transaction: they lock
 * the car's row first, so that writers of one calendar queue up in front of it and none deadlocks, then write the booking,
 * its history and the fact that tells it.
 */
final class RentalSql {
    /** A row of {@code booking b} that keeps others out at the moment {@code $n}; a hold whose time is up does not. */
    static final String LIVE = "b.status <> 'cancelled' AND (b.status <> 'held' OR b.hold_expires_at > %s)";

    private static final String CREATE = """
            WITH %s locked AS MATERIALIZED (
                SELECT car.id, car.version, car.active,
                       CASE WHEN car.version <> $3::bigint OR NOT car.active THEN car.document::text END AS document
                  FROM %s
                 WHERE car.id = $2::uuid %s
                   FOR UPDATE OF car),
            made AS (
                INSERT INTO booking (id, kind, car_id, user_id, status, pickup_time, dropoff_time, blocked, hold_expires_at,
                                     terms, version, calendar_version, created_at, updated_at)
                SELECT $1::uuid, 'rental', locked.id, $4::uuid, $5::text, $6::timestamptz, $7::timestamptz,
                       tstzrange($8::timestamptz, $9::timestamptz), $10::timestamptz, $11::text::jsonb, 1,
                       nextval('calendar_version'), $12::timestamptz, $12::timestamptz
                  FROM locked
                 WHERE locked.version = $3::bigint AND locked.active
                    ON CONFLICT ON CONSTRAINT booking_no_overlap DO NOTHING
                RETURNING id),
            noted AS (
                INSERT INTO booking_history (booking_id, version, at, actor, what)
                SELECT made.id, 1, $12::timestamptz, $13::uuid, $5::text FROM made),
            %s told AS (
                INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent)
                SELECT $14::text, made.id, $15::text::jsonb, $16::text, $17::text FROM made)
            SELECT %s AS free, locked.id AS car_id, locked.document AS car, EXISTS (SELECT FROM made) AS made
              FROM %s
            """;

    /** Stores a new rental; one row, or none when the car is unknown. */
    static final String CREATE_WITHOUT_KEY = CREATE.formatted("", "car", "", "", "true", "locked");

    /**
     * The same with an idempotency key. The advisory lock tells that another request with the key is running, without
     * waiting for it; the primary key of the table tells that one has run.
     */
    static final String CREATE_WITH_KEY =
            CREATE.formatted("""
            key AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(hashtextextended($18::uuid || ' ' || $19::text, 0)) AS free),
            """, "car, key", "AND key.free", """
            keyed AS (
                INSERT INTO idempotency_key (caller, key, fingerprint, status, location, body, created_at)
                SELECT $18::uuid, $19::text, $20::bytea, 201, $21::text, $22::bytea, $12::timestamptz FROM made),
            """, "key.free", "key LEFT JOIN locked ON true");

    /** Stores a rental's next state if it stands at the version before. */
    static final String SAVE = """
            WITH locked AS MATERIALIZED (SELECT car.id FROM car WHERE car.id = $2::uuid FOR UPDATE),
            changed AS (
                UPDATE booking
                   SET status = $4::text, pickup_time = $5::timestamptz, dropoff_time = $6::timestamptz,
                       blocked = tstzrange($7::timestamptz, $8::timestamptz), hold_expires_at = $9::timestamptz,
                       terms = $10::text::jsonb, cancel_reason = $11::text, cancelled_at = $12::timestamptz,
                       refund = $13::text::numeric, at_risk = $14::boolean, version = $3::bigint,
                       calendar_version = nextval('calendar_version'), updated_at = $15::timestamptz
                  FROM locked
                 WHERE booking.id = $1::uuid
                   AND booking.car_id = locked.id
                   AND booking.version = $3::bigint - 1
                RETURNING booking.id),
            noted AS (
                INSERT INTO booking_history (booking_id, version, at, actor, what, details)
                SELECT changed.id, $3::bigint, $15::timestamptz, $16::uuid, $17::text, $18::text::jsonb FROM changed),
            told AS (
                INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent)
                SELECT $19::text, $20::uuid, $21::text::jsonb, $22::text, $23::text FROM changed)
            SELECT count(*) AS changed FROM changed
            """;

    static final String FIND = "SELECT " + RentalRows.COLUMNS + """

              FROM booking b
              JOIN car c ON c.id = b.car_id
             WHERE b.id = $1 AND b.kind = 'rental'
            """;

    static final String LIST = "SELECT " + RentalRows.COLUMNS + """

              FROM booking b
              JOIN car c ON c.id = b.car_id
             WHERE b.kind = 'rental' %s
             ORDER BY b.id DESC
             LIMIT $1
            """;

    static final String HISTORY = """
            SELECT version, at, actor, what, details::text AS details
              FROM booking_history
             WHERE booking_id = $1 AND version > $2
             ORDER BY version
             LIMIT $3
            """;

    static final String ODOMETER_AT_PICKUP = """
            SELECT (details ->> 'odometerKm')::int AS odometer
              FROM booking_history
             WHERE booking_id = $1 AND what = 'picked-up' AND details ->> 'odometerKm' IS NOT NULL
            """;

    static final String START_OF_NEXT = """
            SELECT min(lower(b.blocked)) AS start
              FROM booking b
             WHERE b.car_id = $1 AND b.id <> $2 AND b.blocked && tstzrange($3, NULL)
               AND lower(b.blocked) >= $3 AND b.status <> 'cancelled'
            """;

    static final String NEXT = "SELECT " + RentalRows.COLUMNS + """

              FROM booking b
              JOIN car c ON c.id = b.car_id
             WHERE b.kind = 'rental' AND b.car_id = $1 AND b.id <> $2 AND b.blocked && tstzrange($3, NULL)
               AND lower(b.blocked) >= $3 AND b.status IN ('held', 'confirmed')
             ORDER BY b.blocked
             LIMIT 1
            """;

    static final String EXPIRED_HOLDS_IN_THE_WAY = "SELECT " + RentalRows.COLUMNS + """

              FROM booking b
              JOIN car c ON c.id = b.car_id
             WHERE b.car_id = $1 AND b.blocked && tstzrange($2, $3) AND b.status = 'held' AND b.hold_expires_at <= $4
             ORDER BY b.blocked
            """;

    static final String EXPIRED_HOLDS = """
            SELECT b.id
              FROM booking b
             WHERE b.status = 'held' AND b.hold_expires_at <= $1
             ORDER BY b.hold_expires_at
             LIMIT $2
            """;

    static final String OVERDUE = """
            SELECT b.id
              FROM booking b
             WHERE b.status = 'active' AND b.dropoff_time < $1
             ORDER BY b.dropoff_time
             LIMIT $2
            """;

    static final String RISKED_IN_VAIN = """
            SELECT b.id
              FROM booking b
             WHERE b.at_risk AND b.status IN ('held', 'confirmed')
               AND NOT EXISTS (SELECT FROM booking a
                                WHERE a.car_id = b.car_id AND a.status = 'active' AND a.dropoff_time < $1)
             ORDER BY b.id
             LIMIT $2
            """;

    static final String COUNT_OPEN = """
            SELECT count(*) AS open
              FROM booking b
             WHERE b.kind = 'rental' AND b.user_id = $1
               AND (b.status IN ('confirmed', 'active') OR b.status = 'held' AND b.hold_expires_at > $2)
            """;

    private RentalSql() {}
}
