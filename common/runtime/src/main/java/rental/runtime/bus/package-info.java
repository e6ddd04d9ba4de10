/**
 * The typed event bus: records sent to {@link rental.contract.Address addresses}, with the request they work for.
 *
 * <p>Local or remote is the deployment's business. In one JVM the receiver gets the very instance that was sent; between
 * nodes it travels as CBOR. Delivery is at most once and may land on any node that serves the address, so every message
 * is safe to send twice.
 */
package rental.runtime.bus;
