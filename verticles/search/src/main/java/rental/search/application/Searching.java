package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Money;
import rental.contract.Window;
import rental.search.application.CarIndex.Facets;
import rental.search.application.CarIndex.Hit;
import rental.search.application.CarIndex.Result;
import rental.search.model.Position;
import rental.search.model.SearchQuestion;

/**
 * Answers searches: the index finds and counts, booking confirms and prices what goes out. A car that was taken since it
 * was indexed is left out, and the page filled up with those behind it.
 */
public final class Searching {
    private static final int MOST_AT_ONCE = 500;

    private final CarIndex index;
    private final Confirming confirming;
    private final Freshness freshness;

    public Searching(CarIndex index, Confirming confirming, Freshness freshness) {
        this.index = requireNonNull(index);
        this.confirming = requireNonNull(confirming);
        this.freshness = requireNonNull(freshness);
    }

    /**
     * A page.
     *
     * @param found one more than asked for when there are more
     * @param asOf when totals, facets and the choice of cars were true; present when a window was given
     */
    public record Found(List<Offer> found, long total, Facets facets, Optional<Instant> asOf) {}

    /** A car that can be had. @param totalPrice of booking it for the window, when one was given */
    public record Offer(Hit hit, Optional<Money> totalPrice) {}

    /**
     * Finds cars.
     *
     * @param wanted how many, at most 101
     * @return fails with {@link Unavailable}
     */
    public Future<Found> search(SearchQuestion question, Optional<Position> after, int wanted) {
        var window = question.window();
        if (window.isEmpty()) {
            return index.find(question, after, wanted, true).map(result -> unpriced(result, Optional.empty()));
        }
        var asOf = freshness.asOf();
        return index.find(question, after, wanted, true)
                .compose(result -> new Page(question, window.get(), wanted)
                        .fill(result, wanted)
                        .map(offers -> new Found(offers, result.total(), result.facets(), Optional.of(asOf))));
    }

    private static Found unpriced(Result result, Optional<Instant> asOf) {
        var offers = result.hits().stream()
                .map(hit -> new Offer(hit, Optional.empty()))
                .toList();
        return new Found(offers, result.total(), result.facets(), asOf);
    }

    /** Collects offers until the page is full or there are no more cars. */
    private final class Page {
        private final SearchQuestion question;
        private final Window window;
        private final int wanted;
        private final List<Offer> offers = new ArrayList<>();

        Page(SearchQuestion question, Window window, int wanted) {
            this.question = question;
            this.window = window;
            this.wanted = wanted;
        }

        Future<List<Offer>> fill(Result result, int asked) {
            var hits = result.hits();
            return confirm(hits).compose(prices -> {
                hits.stream()
                        .filter(hit -> prices.containsKey(hit.id()))
                        .limit((long) wanted - offers.size())
                        .map(hit -> new Offer(hit, Optional.of(prices.get(hit.id()))))
                        .forEach(offers::add);
                return offers.size() == wanted || hits.size() < asked
                        ? Future.succeededFuture(offers)
                        : more(hits.get(hits.size() - 1).position(), asked);
            });
        }

        /** Each round asks for twice as many: when the index is far behind, the page is full after a few. */
        private Future<List<Offer>> more(Position last, int asked) {
            var next = Math.min(MOST_AT_ONCE, asked * 2);
            return index.find(question, Optional.of(last), next, false).compose(result -> fill(result, next));
        }

        private Future<Map<UUID, Money>> confirm(List<Hit> hits) {
            return hits.isEmpty()
                    ? Future.succeededFuture(Map.of())
                    : confirming.confirm(hits.stream().map(Hit::id).toList(), window);
        }
    }
}
