/** Requests made from the contract by chance: sound ones, nearly sound ones and hostile ones, to be sent as bytes. */
package rental.testkit.fuzz;
