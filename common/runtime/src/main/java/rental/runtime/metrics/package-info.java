/** What the product measures of itself, beside what Vert.x and the JVM tell. */
package rental.runtime.metrics;
