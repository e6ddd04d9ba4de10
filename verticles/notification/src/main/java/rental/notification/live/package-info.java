/** The stream of what happens to bookings, stored and told. */
package rental.notification.live;
