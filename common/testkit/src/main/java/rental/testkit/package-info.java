/**
 * What tests run on: real servers, started on first use and gone with the test's JVM.
 *
 * <pre>{@code
 * class PgBookingsTest {
 *     @RegisterExtension
 *     static final TestDatabase database = TestDatabase.of("booking");   // new, migrated, for this class alone
 *
 *     @RegisterExtension
 *     static final TestElasticsearch elasticsearch = TestElasticsearch.shared();
 *
 *     @Test
 *     void keepsABooking(Vertx vertx) {
 *         var pool = Databases.writing(vertx, database.url()); // postgresql://role:password@127.0.0.1:port/database
 *         var client = new SearchIndex(elasticsearch.url(), elasticsearch.indexPrefix());
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>{@link rental.testkit.FaultProxy} stands between a client and a server to delay, swallow and cut what they say. {@link
 * rental.testkit.BlockedLoops} needs no mention in a test: it fails every test during which an event loop was blocked.
 */
package rental.testkit;
