/** Logging: one line for each event, readable or as JSON, with the request it belongs to. */
package rental.runtime.log;
