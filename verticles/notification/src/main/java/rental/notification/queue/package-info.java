/** What is to be sent: kept in the database, claimed by whichever node is free, tried until it is out or given up. */
package rental.notification.queue;
