/**
 * The gateway: the one address that clients see. It runs the contract's checks, asks the service that an operation
 * belongs to over the bus, and keeps a service in trouble from taking the others with it.
 */
package rental.gateway;
