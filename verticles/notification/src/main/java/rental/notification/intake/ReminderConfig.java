package rental.notification.intake;

import java.time.Duration;
import rental.runtime.config.Setting;

/** When users are reminded. */
public record ReminderConfig(
        @Setting(
                name = "REMINDER_LEAD",
                fallback = "24h",
                min = "1s",
                max = "30d",
                meaning = "How long before the pick-up a reminder goes out.")
        Duration pickupLead,

        @Setting(
                name = "HOLD_REMINDER_LEAD",
                fallback = "5m",
                min = "1s",
                max = "24h",
                meaning = "How long before the end of a hold its holder is told.")
        Duration holdLead) {}
