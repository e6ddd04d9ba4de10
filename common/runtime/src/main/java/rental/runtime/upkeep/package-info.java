/** What a service does by itself again and again, without anybody asking. */
package rental.runtime.upkeep;
