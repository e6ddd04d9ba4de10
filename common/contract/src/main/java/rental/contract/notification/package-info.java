/** What the notification service tells other services: the stream of live events. */
package rental.contract.notification;
