package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.transport.DefaultTransportOptions;
import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import rental.search.infrastructure.SearchLine.Search;

/**
 * Carries the requests of the Elasticsearch client by Vert.x's HTTP client, on the event loop that asks. A request that a
 * node does not answer, or answers with 502 to 504, goes to the next: all that search sends may be sent twice.
 */
final class VertxTransport implements TransportHttpClient {
    private static final int CONNECTIONS = 32;
    private static final int QUEUE = 1_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    private static final int FIRST_GATEWAY_FAULT = 502;
    private static final int LAST_GATEWAY_FAULT = 504;

    private static final Duration PROBE = Duration.ofMillis(250);
    private static final Request HEALTH =
            new Request("GET", "/_cluster/health", Map.of("local", "true"), Map.of(), List.of());

    private final Vertx vertx;
    private final HttpClient client;
    private final Nodes nodes;
    private final Duration timeout;

    /** @param timeout how long an answer may take */
    VertxTransport(Vertx vertx, List<URI> addresses, Duration timeout) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setKeepAlive(true)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(QUEUE));
        this.nodes = new Nodes(addresses);
        this.vertx = requireNonNull(vertx);
        this.timeout = requireNonNull(timeout);
    }

    @Override
    public CompletableFuture<Response> performRequestAsync(
            String endpointId, Node node, Request request, TransportOptions options) {
        return answer(request, options).toCompletionStage().toCompletableFuture();
    }

    /** Searches that go together, answered in their order: without the client's machinery, which costs more than they do. */
    Future<List<SearchAnswer>> search(List<Search> searches) {
        return answer(SearchBatch.request(searches), DefaultTransportOptions.EMPTY)
                .compose(answer -> {
                    try {
                        var answers =
                                SearchAnswer.read(((Answer) answer).content().getBytes());
                        return answers.size() == searches.size()
                                ? Future.succeededFuture(answers)
                                : Future.failedFuture(new IOException("Elasticsearch answers " + answer.statusCode()));
                    } catch (IOException malformed) {
                        return Future.failedFuture(malformed);
                    }
                });
    }

    private Future<Response> answer(Request request, TransportOptions options) {
        return attempt(request, options, new HashSet<>(), new ConnectException("No node of Elasticsearch answers"));
    }

    @Override
    public Response performRequest(String endpointId, Node node, Request request, TransportOptions options) {
        throw new UnsupportedOperationException("Nothing waits on an event loop");
    }

    @Override
    public void close() {
        client.close();
    }

    private Future<Response> attempt(
            Request request, TransportOptions options, Set<Nodes.Node> asked, Throwable before) {
        return nodes.next(asked)
                .map(node -> {
                    asked.add(node);
                    return sendAnew(node.address(), request, options)
                            .onFailure(fault -> failed(node, fault))
                            .recover(fault -> attempt(request, options, asked, fault));
                })
                .orElseGet(() -> Future.failedFuture(before));
    }

    /** A full queue is our own doing, not the node's. */
    private void failed(Nodes.Node node, Throwable fault) {
        if (!(fault instanceof ConnectionPoolTooBusyException) && node.failed()) {
            probe(node);
        }
    }

    /**
     * Asks a node that is down until it answers again, so that no request has to find out. Ends with the verticle, whose
     * timers are cancelled.
     */
    private void probe(Nodes.Node node) {
        vertx.timer(PROBE.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(due -> send(node.address(), HEALTH, DefaultTransportOptions.EMPTY)
                        .onSuccess(answer -> node.answered())
                        .onFailure(fault -> {
                            if (!(fault instanceof Closed)) {
                                probe(node);
                            }
                        }));
    }

    /** A connection that was kept open may be gone by the time it is used: that says nothing of the node, a new one does. */
    private Future<Response> sendAnew(URI address, Request request, TransportOptions options) {
        return send(address, request, options)
                .recover(fault -> fault instanceof HttpClosedException
                        ? send(address, request, options)
                        : Future.failedFuture(fault));
    }

    private Future<Response> send(URI address, Request request, TransportOptions options) {
        var target = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setSsl("https".equals(address.getScheme()))
                .setHost(address.getHost())
                .setPort(port(address))
                .setURI(uri(address, request, options))
                .setHeaders(headers(address, request, options))
                .setIdleTimeout(timeout.toMillis());
        return open(target)
                .compose(sending -> sending.send(body(request)))
                .compose(answer -> answer.body().map(body -> (Response) new Answer(address, answer, body)))
                .compose(answer -> isGatewayFault(answer.statusCode())
                        ? Future.failedFuture(new IOException("Elasticsearch answers " + answer.statusCode()))
                        : Future.succeededFuture(answer));
    }

    /** The client is closed with its verticle, and says so by throwing. */
    private Future<HttpClientRequest> open(RequestOptions target) {
        try {
            return client.request(target);
        } catch (IllegalStateException closed) {
            return Future.failedFuture(new Closed(closed));
        }
    }

    private static final class Closed extends IOException {
        private static final long serialVersionUID = 1;

        Closed(Throwable cause) {
            super("The verticle has ended", cause);
        }
    }

    private static boolean isGatewayFault(int status) {
        return status >= FIRST_GATEWAY_FAULT && status <= LAST_GATEWAY_FAULT;
    }

    private static int port(URI address) {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static String uri(URI address, Request request, TransportOptions options) {
        var uri = new QueryStringEncoder(prefix(address.getRawPath()) + request.path());
        request.queryParams().forEach(uri::addParam);
        options.queryParameters().forEach(uri::addParam);
        return uri.toString();
    }

    /** What a proxy in front of Elasticsearch may want before each path, without a slash at its end. */
    private static String prefix(String path) {
        return path == null || path.isEmpty() || path.equals("/") ? "" : path.replaceAll("/+$", "");
    }

    private static MultiMap headers(URI address, Request request, TransportOptions options) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        options.headers().forEach(header -> headers.set(header.getKey(), header.getValue()));
        request.headers().forEach(headers::set);
        if (address.getUserInfo() != null) {
            var credentials = address.getUserInfo().getBytes(StandardCharsets.UTF_8);
            headers.set("authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return headers;
    }

    private static Buffer body(Request request) {
        var body = Buffer.buffer();
        if (request.body() != null) {
            for (ByteBuffer part : request.body()) {
                var bytes = new byte[part.remaining()];
                part.duplicate().get(bytes);
                body.appendBytes(bytes);
            }
        }
        return body;
    }

    /** An answer that has arrived whole. */
    private record Answer(URI address, HttpClientResponse answer, Buffer content) implements Response {
        @Override
        public Node node() {
            return new Node(address);
        }

        @Override
        public int statusCode() {
            return answer.statusCode();
        }

        @Override
        public String header(String name) {
            return answer.getHeader(name);
        }

        @Override
        public List<String> headers(String name) {
            return answer.headers().getAll(name);
        }

        @Override
        public BinaryData body() {
            return content.length() == 0 ? null : BinaryData.of(content.getBytes(), header("content-type"));
        }

        @Override
        public Object originalResponse() {
            return answer;
        }

        @Override
        public void close() {
            // It is all in memory.
        }
    }
}
