/** Which operation is meant, and who may ask for it. Known to the server alone. */
package rental.runtime.http.server.route;
