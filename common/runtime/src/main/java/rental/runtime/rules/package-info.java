/** What an installation has settled and several services judge by. */
package rental.runtime.rules;
