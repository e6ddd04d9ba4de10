package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import rental.runtime.bus.Asked;

/**
 * Where searches wait for Elasticsearch. Few requests are under way at once; what is asked meanwhile waits until one of them
 * is answered, and goes together: the busier the service, the less a search pays for its share of a request, and Elasticsearch
 * works on no more searches at once than it did. While there is little to do nobody waits. For one event loop.
 */
final class SearchLine {
    /** One that is being answered, and one that is there when Elasticsearch is done with it. */
    private static final int UNDER_WAY = 2;

    /** Who is asked together is answered together: one that takes long keeps no more than these waiting. */
    private static final int TOGETHER = 16;

    private final Vertx vertx;
    private final Function<List<Search>, Future<List<SearchAnswer>>> elasticsearch;
    private final Deque<Asked<Search, SearchAnswer>> waiting = new ArrayDeque<>();
    private int underWay;

    /** @param elasticsearch answers searches in their order, those that it refuses too */
    SearchLine(Vertx vertx, Function<List<Search>, Future<List<SearchAnswer>>> elasticsearch) {
        this.vertx = requireNonNull(vertx);
        this.elasticsearch = requireNonNull(elasticsearch);
    }

    /** What is searched for. @param body in the language of Elasticsearch, as JSON in one line */
    record Search(String index, byte[] body) {}

    /** Answers in the context of who asks. */
    Future<SearchAnswer> ask(Search search) {
        var asked = Asked.<Search, SearchAnswer>of(vertx, search);
        waiting.add(asked);
        send();
        return asked.answer();
    }

    private void send() {
        if (underWay == UNDER_WAY || waiting.isEmpty()) {
            return;
        }
        underWay++;
        var together = new ArrayList<Asked<Search, SearchAnswer>>();
        while (!waiting.isEmpty() && together.size() < TOGETHER) {
            together.add(waiting.remove());
        }
        // Composed: what cannot even be asked fails as any other, and gives its place back.
        Future.succeededFuture(Asked.questions(together)).compose(elasticsearch).onComplete(answered -> {
            underWay--;
            next();
            Asked.answer(together, answered);
        });
    }

    /** Those who waited are asked for in the context of the first of them, not in that of whoever was answered. */
    private void next() {
        if (!waiting.isEmpty()) {
            waiting.element().context().runOnContext(free -> send());
        }
    }
}
