/**
 * The stream of live events at an HTTP port, be it the gateway's or the notification service's own: server-sent events,
 * resumed from what the notification service has stored and fed by what it publishes on the bus.
 */
package rental.runtime.http.live;
