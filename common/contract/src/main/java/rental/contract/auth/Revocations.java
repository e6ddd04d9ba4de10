package rental.contract.auth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rental.contract.Address;

/**
 * Sessions and users whose access tokens are refused although they have not run out. Published when it happens, and
 * answered on asking, so that a node that missed the word or has just started knows too.
 *
 * @param revoked each until its last token has run out
 */
public record Revocations(List<Revoked> revoked) {
    /** @param subject a session's id ({@code sid}) or a user's ({@code sub}); tokens issued up to {@code at} are refused until {@code until} */
    public record Revoked(UUID subject, Instant at, Instant until) {
        public Revoked {
            requireNonNull(subject);
            requireNonNull(at);
            requireNonNull(until);
        }
    }

    /** Asks for those that stand. @param since leaves out what was made known before; {@link Instant#EPOCH} asks for all */
    public record Ask(Instant since) {
        public Ask {
            requireNonNull(since);
        }
    }

    /** Answers those that stand. */
    public static final Address<Ask, Revocations> ASK =
            new Address<>("rental.auth.revocations", Ask.class, Revocations.class);

    /** Published to every node. */
    public static final Address<Revocations, Address.Nothing> TOLD =
            new Address<>("rental.auth.revoked", Revocations.class, Address.Nothing.class);

    public Revocations {
        revoked = List.copyOf(revoked);
    }
}
