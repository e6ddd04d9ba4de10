/**
 * The fleet: cars are added, described, changed and taken out. Plain CRUD on one table; every change goes into the outbox
 * with the row it changes. A car is never removed, only made inactive.
 */
package rental.car;
