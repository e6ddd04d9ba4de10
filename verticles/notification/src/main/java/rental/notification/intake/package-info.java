/** What other services tell, brought into effect: who users are, what they are to be told, and when. */
package rental.notification.intake;
