/** Facts that services tell each other: written with the change they report, delivered at least once and in order for each aggregate. */
package rental.contract.event;
