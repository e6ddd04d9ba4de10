package rental.runtime.security;

import io.vertx.core.Future;

/** Tells who presents an access token. Called on the event loop for every signed-in request, so it must not block. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Verifies an access token as it stands behind {@code Bearer}.
     *
     * @return never fails because of what is in the token; fails only when verification itself is out of order
     */
    Future<Verification> verify(String token);
}
