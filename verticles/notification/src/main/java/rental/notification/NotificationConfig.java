package rental.notification;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import rental.notification.channel.SmtpConfig;
import rental.notification.intake.ReminderConfig;
import rental.notification.mail.MailConfig;
import rental.notification.queue.QueueConfig;
import rental.runtime.config.Prefix;
import rental.runtime.config.Profile;
import rental.runtime.config.Setting;
import rental.runtime.http.live.LiveConfig;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.ServiceConfig;
import rental.runtime.sql.DatabaseConfig;

/**
 * What the notification service needs to know.
 *
 * @param sentRetention how long notifications are listed after they were sent or given up
 * @param eventRetention how long a stream of live events can be resumed
 */
public record NotificationConfig(
        @Prefix(value = "NOTIFICATION_", fallbacks = "PORT=3005")
        ServiceConfig service,

        EdgeConfig edge,

        @Setting(
                name = "PROFILE",
                fallback = "production",
                meaning =
                        "What the installation is for: development makes its own keys and demo data, production never does.")
        Profile profile,

        @Setting(
                name = "NOTIFICATION_RETENTION",
                fallback = "180d",
                min = "1d",
                meaning = "How long notifications are listed after they were sent or given up.")
        Duration sentRetention,

        @Setting(
                name = "EVENTS_RETENTION",
                fallback = "7d",
                min = "1h",
                meaning = "How long a stream of live events can be resumed.")
        Duration eventRetention,

        @Prefix("NOTIFICATION_") DatabaseConfig database,
        MailConfig mail,
        SmtpConfig smtp,
        QueueConfig queue,
        ReminderConfig reminders,
        LiveConfig live) {

    public NotificationConfig {
        requireNonNull(database);
    }
}
