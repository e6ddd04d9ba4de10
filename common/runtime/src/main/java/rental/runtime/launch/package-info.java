/** Brings a process up and down: reads its configuration, joins the cluster, deploys the verticle group its jar is built for. */
package rental.runtime.launch;
