package rental.notification;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server that misbehaves as it is told: what GreenMail, which is always well, can't be made to do. It speaks
 * real SMTP over TCP, with STARTTLS when it has a key.
 */
final class ScriptedMailServer implements AutoCloseable {
    /** What to do with the next mail instead of taking it. */
    enum Mood {
        /** Greylisting and the like: 451. */
        LATER,
        /** No such mailbox: 550. */
        NEVER,
        /** Takes the mail and hangs up before saying so. */
        FORGETS_TO_ANSWER
    }

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^message-id:\\s*(<[^>]+>)");

    private final Vertx vertx;
    private final NetServer server;
    private final boolean tls;
    private final Queue<Mood> moods = new ConcurrentLinkedQueue<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeAnswering = () -> {};
    private volatile boolean wasEncrypted;

    private ScriptedMailServer(Vertx vertx, NetServerOptions options, boolean tls) {
        this.vertx = vertx;
        this.tls = tls;
        this.server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0))
                .connectHandler(socket -> new Session(socket).begin());
    }

    static ScriptedMailServer start() {
        return listening(new NetServerOptions(), false);
    }

    /** One that offers STARTTLS. @param options with a key */
    static ScriptedMailServer startWithTls(NetServerOptions options) {
        return listening(options, true);
    }

    private static ScriptedMailServer listening(NetServerOptions options, boolean tls) {
        var server = new ScriptedMailServer(Vertx.vertx(), options, tls);
        Service.await(server.server.listen());
        return server;
    }

    String url() {
        return "smtp://127.0.0.1:" + server.actualPort();
    }

    /** The next mails meet these moods; those after them are taken. */
    void next(Mood... coming) {
        moods.addAll(List.of(coming));
    }

    /** Runs when a mail is there and before that is said, from now on. */
    void beforeAnswering(Runnable action) {
        beforeAnswering = action;
    }

    /** What arrived, repetitions too. */
    List<String> mails() {
        return mails;
    }

    List<String> messageIds() {
        return mails.stream()
                .map(MESSAGE_ID::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    boolean wasEncrypted() {
        return wasEncrypted;
    }

    @Override
    public void close() {
        Service.await(vertx.close());
    }

    /** One connection. */
    private final class Session {
        private final NetSocket socket;
        private RecordParser lines;
        private StringBuilder data;

        Session(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            read();
            say("220 scripted.test ESMTP");
        }

        private void read() {
            lines = RecordParser.newDelimited("\r\n", this::line);
            socket.handler(lines);
        }

        private void line(Buffer line) {
            var text = line.toString();
            if (data != null) {
                body(text);
                return;
            }
            var words = text.toUpperCase(Locale.ROOT);
            if (words.startsWith("EHLO")) {
                say(tls && !socket.isSsl() ? "250-scripted.test\r\n250 STARTTLS" : "250 scripted.test");
            } else if (words.startsWith("STARTTLS")) {
                socket.upgradeToSsl(Buffer.buffer("220 go ahead\r\n")).onSuccess(encrypted -> read());
            } else if (words.startsWith("RCPT")) {
                say(reply());
            } else if (words.startsWith("DATA")) {
                data = new StringBuilder();
                say("354 go on");
            } else if (words.startsWith("QUIT")) {
                say("221 bye");
                socket.close();
            } else {
                say("250 fine");
            }
        }

        private String reply() {
            var mood = moods.peek();
            if (mood == Mood.LATER || mood == Mood.NEVER) {
                moods.poll();
                return mood == Mood.LATER ? "451 4.7.1 try again later" : "550 5.1.1 no such mailbox";
            }
            return "250 fine";
        }

        private void body(String line) {
            if (!line.equals(".")) {
                data.append(line).append("\r\n");
                return;
            }
            wasEncrypted |= socket.isSsl();
            mails.add(data.toString());
            data = null;
            beforeAnswering.run();
            if (moods.peek() == Mood.FORGETS_TO_ANSWER) {
                moods.poll();
                socket.close();
            } else {
                say("250 taken");
            }
        }

        private void say(String reply) {
            socket.write(reply + "\r\n");
        }
    }
}
