/** What can be asked of booking, and what it needs to answer: use cases over the interfaces that the infrastructure implements. */
package rental.booking.application;
