/** What the booking service tells the others: who may have which car when, and at what price. */
package rental.contract.booking;
