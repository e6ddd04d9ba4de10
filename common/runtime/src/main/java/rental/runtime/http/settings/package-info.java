/** What the HTTP edge needs to know: of the gateway, and of each service's own port. */
package rental.runtime.http.settings;
