/**
 * HTTP as a service sees it. An operation's HTTP form lives in its service: it takes a checked
 * {@link rental.contract.api.ApiRequest}, reads its body with {@link rental.runtime.http.Json}, and answers with
 * {@link rental.runtime.http.Answers}. The same table of {@link rental.runtime.http.Operations} is served over the bus,
 * where the gateway asks, and on the service's own port.
 */
package rental.runtime.http;
