/** How the services say how they are. */
package rental.contract.health;
