/** What goes out with every answer, and the answers that the server gives itself. Known to the server alone. */
package rental.runtime.http.server.answer;
