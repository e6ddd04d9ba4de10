/** The HTTP form of booking. */
package rental.booking.api;
