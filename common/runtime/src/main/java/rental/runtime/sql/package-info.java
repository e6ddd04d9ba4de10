/** PostgreSQL for the services: pools with the limits that keep a slow database from stopping everything, and what its errors mean. */
package rental.runtime.sql;
