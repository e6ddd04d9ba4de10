package rental.runtime.security;

import rental.contract.api.Caller;

/** What came of verifying an access token. */
public sealed interface Verification {

    /** The token is genuine, in force, and its session has not ended. */
    record Verified(Caller caller) implements Verification {}

    /**
     * The token proves nothing.
     *
     * @param reason for the log, never for the client
     */
    record Refused(String reason) implements Verification {}
}
