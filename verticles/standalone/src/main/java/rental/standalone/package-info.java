/** Everything in one JVM on backends of its own: the default way to run, and where the whole system is tested. */
package rental.standalone;
