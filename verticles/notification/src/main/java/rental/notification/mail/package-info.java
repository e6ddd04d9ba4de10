/** From facts to a mail: templates for each locale, and the calendar entry that goes along. */
package rental.notification.mail;
