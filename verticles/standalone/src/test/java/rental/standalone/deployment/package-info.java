/** The files by which the system is deployed and watched, held to the code that they deploy. */
package rental.standalone.deployment;
