/** What a search asks, what a car's document holds, and how words compare. Knows no driver and no bus. */
package rental.search.model;
