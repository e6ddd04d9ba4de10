package rental.notification.channel;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import rental.notification.mail.Mail;
import rental.runtime.trace.Spans;

/** Hands mails to a mail server. A connection is kept while there is something to send and closed after a while without. */
public final class SmtpChannel implements Channel {
    public static final String NAME = "smtp";

    private static final int SECONDS_KEPT_IDLE = 30;
    private static final int MAILS_FOR_A_CONNECTION = 100;

    private final MailClient client;
    private final SmtpConfig config;
    private final String from;
    private final Spans spans;
    private final Map<String, String> server;

    private SmtpChannel(MailClient client, SmtpConfig config, SmtpAddress address, String from, Spans spans) {
        this.client = client;
        this.spans = spans;
        this.server = Map.of("server.address", address.host(), "server.port", Integer.toString(address.port()));
        this.config = config;
        this.from = requireNonNull(from);
    }

    /** @param from an address, alone or as {@code Name <address>} */
    public static SmtpChannel open(Vertx vertx, SmtpConfig config, SmtpAddress address, String from) {
        return new SmtpChannel(
                MailClient.create(vertx, options(config, address)), config, address, from, Spans.of(vertx));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int atOnce() {
        return config.connections();
    }

    @Override
    public Future<Delivery> deliver(Mail mail) {
        return message(mail)
                .compose(this::send)
                .<Delivery>map(sent -> new Delivery.HandedOver())
                .recover(failure -> Future.succeededFuture(SmtpReplies.read(failure)));
    }

    private Future<MailResult> send(MailMessage message) {
        return spans.asking(
                "SMTP",
                server,
                () -> client.sendMail(message).timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }

    /** A message that cannot even be written is the mail's fault, and told like a refusal. */
    private Future<MailMessage> message(Mail mail) {
        try {
            return Future.succeededFuture(write(mail));
        } catch (IllegalArgumentException malformed) {
            return Future.failedFuture(malformed);
        }
    }

    private MailMessage write(Mail mail) {
        var message = new MailMessage()
                .setFrom(from)
                .setTo(mail.to())
                .setSubject(HeaderText.encode(mail.subject()))
                .setText(mail.text())
                .setHtml(mail.html())
                .addHeader("Message-ID", mail.messageId())
                .addHeader("Auto-Submitted", "auto-generated");
        mail.invitation().map(SmtpChannel::attachment).ifPresent(message::setAttachment);
        return message;
    }

    private static MailAttachment attachment(Mail.Invitation invitation) {
        return MailAttachment.create()
                .setName("booking.ics")
                .setContentType("text/calendar; charset=utf-8; method=" + invitation.method())
                .setDisposition("attachment")
                .setData(Buffer.buffer(invitation.calendar()));
    }

    private static MailConfig options(SmtpConfig config, SmtpAddress address) {
        var options = new MailConfig(address.host(), address.port())
                .setStarttls(address.starttls())
                .setSsl(address.implicitTls())
                .setLogin(address.credentials().isPresent() ? LoginOption.REQUIRED : LoginOption.NONE)
                .setMaxPoolSize(config.connections())
                .setKeepAlive(true)
                .setKeepAliveTimeout(SECONDS_KEPT_IDLE)
                .setMaxMailsPerConnection(MAILS_FOR_A_CONNECTION)
                .setConnectTimeout((int) config.timeout().toMillis() / 2)
                .setIdleTimeout((int) config.timeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHostnameVerificationAlgorithm("HTTPS");
        address.credentials()
                .ifPresent(credentials -> options.setUsername(credentials.user())
                        .setPassword(credentials.password().value()));
        config.certificates()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return options;
    }
}
