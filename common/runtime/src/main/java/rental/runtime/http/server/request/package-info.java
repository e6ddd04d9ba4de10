/** What a client has sent, read with no more trust than it deserves. Known to the server alone. */
package rental.runtime.http.server.request;
