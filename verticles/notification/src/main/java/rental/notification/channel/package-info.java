/** Ways that a mail can go out. */
package rental.notification.channel;
