package rental.auth.usecase;

import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;

/** What the auth service counts: enough to see an attack, and nothing about anyone. */
public final class AuthMeters {
    private final Counted proofs = Meters.ofProcess()
            .counted("rental.auth.password.proofs", "Passwords that were to be proven, by what came of it.", "outcome");
    private final Counted reuses = Meters.ofProcess()
            .counted("rental.auth.refresh.reuses", "Sessions ended because a refresh token was used twice.");
    private final Counted revocations = Meters.ofProcess()
            .counted("rental.auth.revocations", "Sessions and users whose access tokens were revoked.");

    void proven() {
        proofs.more("proven");
    }

    void wrong() {
        proofs.more("wrong");
    }

    void blocked() {
        proofs.more("blocked");
    }

    void reused() {
        reuses.more();
    }

    void revoked(int subjects) {
        revocations.more(subjects);
    }
}
