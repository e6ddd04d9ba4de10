/** What can be asked of booking: use cases over ports, which the infrastructure implements. */
package rental.booking.application;
