package rental.contract.api;

import rental.contract.Address;

/** Where each service takes the HTTP requests that are its own. */
public final class Api {
    private Api() {}

    /** The address of a service's operations. @param service {@code auth}, {@code car}, … as in the contract's {@code x-service} */
    public static Address<ApiRequest, ApiResponse> of(String service) {
        return new Address<>("rental." + service + ".api", ApiRequest.class, ApiResponse.class);
    }
}
