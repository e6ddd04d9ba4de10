/** What people do: sign in and out, care for their account and their password, administer those of others. */
package rental.auth.usecase;
