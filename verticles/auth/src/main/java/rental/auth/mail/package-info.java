/** The mails that carry a token which is good for one use. */
package rental.auth.mail;
