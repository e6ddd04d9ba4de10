/** What came of a run, and how it is shown: figures kept as JSON, a table and a picture made of them. */
package rental.bench.report;
