/**
 * The notification service: tells users by mail what concerns them, and everybody who listens what happens to bookings.
 */
package rental.notification;
