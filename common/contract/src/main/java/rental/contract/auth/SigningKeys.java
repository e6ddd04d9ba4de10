package rental.contract.auth;

import rental.contract.Address;

/** The public keys that verify access tokens. @param jwks a JSON Web Key Set (RFC 7517), public parts only */
public record SigningKeys(String jwks) {
    public static final Address<Address.Nothing, SigningKeys> ADDRESS =
            new Address<>("rental.auth.keys", Address.Nothing.class, SigningKeys.class);
}
