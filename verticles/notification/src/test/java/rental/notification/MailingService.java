package rental.notification;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.contract.auth.User;
import rental.testkit.TestDatabase;

/**
 * A {@link Service} that mails, and reminds a day ahead, on a database and a mail server of its own, for all tests of a
 * class. Registered in a static field.
 */
final class MailingService implements BeforeAllCallback, AfterAllCallback {
    private final TestDatabase database = TestDatabase.of("notification");
    private final MailServer mails = MailServer.smtp();
    private Service service;

    TestDatabase database() {
        return database;
    }

    MailServer mails() {
        return mails;
    }

    Service service() {
        return service;
    }

    /** How many reminders are planned for a user. */
    int reminders(User user) {
        return database.query("SELECT 1 FROM reminder WHERE user_id = '" + user.id() + "'")
                .size();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        database.beforeAll(context);
        mails.beforeAll(context);
        service = Service.on(
                database.url(), "SMTP_URL", mails.url(), "WEB_URL", "https://rental.example", "REMINDER_LEAD", "24h");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        service.close();
        mails.afterAll(context);
        database.afterAll(context);
    }
}
