/** What running any server takes: its archive, its user, its process, and the folder that one run has at a time. */
package rental.backends.process;
