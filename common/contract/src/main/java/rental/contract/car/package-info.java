/** What the car service tells the others about the fleet. */
package rental.contract.car;
