/** Configuration as records: read from files and the environment, checked whole at start, documented by themselves. */
package rental.runtime.config;
