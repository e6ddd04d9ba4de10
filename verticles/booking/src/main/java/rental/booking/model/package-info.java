/** What a rental is, what it costs and which steps it may take: no database, no bus, no clock of its own. */
package rental.booking.model;
