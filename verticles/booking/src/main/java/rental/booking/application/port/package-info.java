/** What the use cases need of a database and of other services, in their own words. */
package rental.booking.application.port;
