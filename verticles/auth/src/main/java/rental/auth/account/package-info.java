/** Accounts, their table, and what the other services are told of them. */
package rental.auth.account;
