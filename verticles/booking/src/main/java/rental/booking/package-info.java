/** The booking service: who has which car when, and at what price. */
package rental.booking;
