/** Booking's database and the other services as seen from here. */
package rental.booking.infrastructure;
