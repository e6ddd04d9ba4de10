package rental.booking;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import rental.runtime.config.Prefix;
import rental.runtime.config.Setting;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.ServiceConfig;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.rules.WindowConfig;
import rental.runtime.sql.DatabaseConfig;

/**
 * What the booking service needs to know.
 *
 * @param overdueReach an overdue car is kept from new bookings that far ahead of the present
 */
public record BookingConfig(
        @Prefix(
                value = "BOOKING_",
                fallbacks = {"PORT=3004", "INSTANCES=2"})
        ServiceConfig service,

        EdgeConfig edge,

        @Prefix("BOOKING_") DatabaseConfig database,
        OutboxConfig outbox,
        PricingConfig pricing,
        WindowConfig windows,

        @Setting(
                name = "BOOKING_HOLD_TIME",
                fallback = "10m",
                min = "1s",
                max = "7d",
                meaning = "How long a hold waits for its confirmation.")
        Duration holdTime,

        @Setting(
                name = "BOOKING_QUOTE_TIME",
                fallback = "15m",
                min = "1s",
                max = "7d",
                meaning = "How long the price of a quote is honoured.")
        Duration quoteTime,

        @Setting(
                name = "BOOKING_EARLIEST_PICKUP",
                fallback = "2h",
                min = "0s",
                max = "2d",
                meaning = "How long before the agreed time a car may be handed over.")
        Duration earliestPickup,

        @Setting(
                name = "BOOKING_OVERDUE_REACH",
                fallback = "24h",
                min = "1h",
                max = "90d",
                meaning = "How far ahead of the present an overdue car is kept from new bookings.")
        Duration overdueReach,

        @Setting(
                name = "BOOKING_AUDIT",
                fallback = "1m",
                min = "1s",
                max = "24h",
                meaning = "How often the stored bookings are checked for what must never be.")
        Duration audit,

        @Setting(
                name = "BOOKING_SWEEP",
                fallback = "1s",
                min = "50ms",
                max = "60s",
                meaning = "How often holds whose time is up are ended and overdue cars looked for.")
        Duration sweep,

        @Setting(
                name = "BOOKING_KEY_LIFE",
                fallback = "24h",
                min = "1s",
                max = "30d",
                meaning = "How long the answer to a request with an Idempotency-Key is remembered.")
        Duration keyLife,

        @Setting(
                name = "BOOKING_KEY_PATIENCE",
                fallback = "5s",
                min = "10ms",
                max = "30s",
                meaning = "How long a repeat with an Idempotency-Key waits while the first is running.")
        Duration keyPatience) {

    public BookingConfig {
        requireNonNull(database);
        requireNonNull(pricing);
        requireNonNull(windows);
    }
}
