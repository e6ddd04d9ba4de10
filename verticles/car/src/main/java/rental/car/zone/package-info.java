/** The map of the world's time zones: how it is made while the product is built, and how a service reads it. */
package rental.car.zone;
