package rental.search.api;

import static io.vertx.core.Future.succeededFuture;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.runtime.http.Answers;
import rental.runtime.http.Cursor;
import rental.runtime.http.Operations;
import rental.runtime.http.PageRequest;
import rental.runtime.http.contract.Contract;
import rental.runtime.outage.OutageLog;
import rental.search.api.SearchRequests.Read;
import rental.search.application.CarIndex;
import rental.search.application.Reindexing;
import rental.search.application.Searching;
import rental.search.application.Searching.Found;
import rental.search.application.Searching.Offer;
import rental.search.application.Unavailable;
import rental.search.model.Position;

/** The contract's operations of the service {@code search}. */
public final class SearchApi {
    private static final Logger LOG = LoggerFactory.getLogger(SearchApi.class);
    private static final OutageLog NO_SEARCH = OutageLog.of(LOG, "Search cannot answer");
    private static final OutageLog NO_AVAILABILITY = OutageLog.of(LOG, "Search cannot tell which cars are free");
    private static final int SUGGESTIONS = 10;
    private static final Problem SEARCH_UNAVAILABLE =
            Problem.tryAgain("search-unavailable", "Search cannot answer at the moment.");
    private static final Problem AVAILABILITY_UNKNOWN =
            Problem.tryAgain("availability-unknown", "Which cars are free cannot be known at the moment.");
    private static final Problem NO_SUCH_REINDEX = Problem.notFound("reindex-not-found", "There is no such rebuild.");

    private final Contract contract;
    private final SearchRequests requests;
    private final Searching searching;
    private final CarIndex index;
    private final Reindexing reindexing;

    public SearchApi(
            Contract contract, SearchRequests requests, Searching searching, CarIndex index, Reindexing reindexing) {
        this.contract = requireNonNull(contract);
        this.requests = requireNonNull(requests);
        this.searching = requireNonNull(searching);
        this.index = requireNonNull(index);
        this.reindexing = requireNonNull(reindexing);
    }

    public Operations operations() {
        return Operations.of(contract, "search")
                .on("searchCars", request -> search(requests.query(request)))
                .on("searchCarsByBody", request -> search(requests.body(request)))
                .on("suggestCars", this::suggest)
                .on("startReindex", this::startReindex)
                .on("getReindex", this::getReindex)
                .build();
    }

    private Future<ApiResponse> search(Read read) {
        if (read instanceof Read.Invalid invalid) {
            return succeededFuture(Answers.problem(invalid.problem()));
        }
        var asked = (Read.Asked) read;
        var scope = "search " + asked.question();
        return PageRequest.within(
                asked.limit(), asked.cursor(), scope, asked.foreignCursor(), page -> page(asked, page));
    }

    private Future<ApiResponse> page(Read.Asked asked, PageRequest page) {
        var after = page.after().map(SearchApi::position);
        return searching
                .search(asked.question(), after, page.fetch())
                .onSuccess(SearchApi::answered)
                .map(found ->
                        Answers.of(200, Answers.JSON, PageJson.of(found, page.page(found.found(), SearchApi::cursor))))
                .recover(SearchApi::whenUnavailable);
    }

    /** Where cars were found for a window, booking has told that they are free. */
    private static void answered(Found found) {
        NO_SEARCH.answered();
        if (found.asOf().isPresent() && !found.found().isEmpty()) {
            NO_AVAILABILITY.answered();
        }
    }

    private static Cursor cursor(Offer offer) {
        var position = offer.hit().position();
        return Cursor.at(position.lead(), position.metres(), position.id());
    }

    private static Position position(Cursor cursor) {
        return new Position(cursor.decimal(0), cursor.decimal(1), cursor.uuid(2).toString());
    }

    private Future<ApiResponse> suggest(ApiRequest request) {
        return index.suggest(request.query("prefix").orElse(""), SUGGESTIONS)
                .map(names -> Answers.ok(new SearchAnswers.Suggestions(names)))
                .recover(SearchApi::whenUnavailable);
    }

    private Future<ApiResponse> startReindex(ApiRequest request) {
        return reindexing
                .start()
                .map(started -> Answers.with(
                        Answers.json(202, SearchAnswers.Rebuild.of(started)), "location", location(started.id())))
                .recover(SearchApi::whenUnavailable);
    }

    private Future<ApiResponse> getReindex(ApiRequest request) {
        return reindexing
                .find(request.id("id"))
                .map(found -> found.map(reindex -> Answers.ok(SearchAnswers.Rebuild.of(reindex)))
                        .orElseGet(() -> Answers.problem(NO_SUCH_REINDEX)))
                .recover(SearchApi::whenUnavailable);
    }

    private static String location(UUID reindex) {
        return "/search/reindex/" + reindex;
    }

    private static Future<ApiResponse> whenUnavailable(Throwable fault) {
        if (!(fault instanceof Unavailable)) {
            return Future.failedFuture(fault);
        }
        var ofBooking = fault instanceof Unavailable.Availability;
        (ofBooking ? NO_AVAILABILITY : NO_SEARCH)
                .refused(fault.getMessage()
                        + Optional.ofNullable(fault.getCause())
                                .map(cause -> " (" + cause + ")")
                                .orElse(""));
        return succeededFuture(Answers.problem(ofBooking ? AVAILABILITY_UNKNOWN : SEARCH_UNAVAILABLE));
    }
}
