package rental.runtime.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;

/**
 * Which page of a list is asked for.
 *
 * @param limit the most items to answer: fetch {@link #fetch} of them, and {@link #page} knows whether there are more
 * @param after where the page before ended; empty for the first
 * @param scope what the list's cursors are bound to
 */
public record PageRequest(int limit, Optional<Cursor> after, String scope) {
    /** 400 for a cursor that this list has not given out. */
    public static final Problem FOREIGN_CURSOR =
            Problem.invalid("query/cursor", "is not a cursor of this list with these filters");

    private static final int DEFAULT_LIMIT = 20;

    public PageRequest {
        requireNonNull(after);
        requireNonNull(scope);
    }

    /** Answers a list: with the page asked for, or 400 when its cursor belongs to another list, other filters or another sort. */
    public static Future<ApiResponse> within(ApiRequest request, Function<PageRequest, Future<ApiResponse>> answer) {
        var scope = scopeOf(request);
        var limit = request.query("limit").map(text -> new BigDecimal(text).intValueExact());
        return within(limit, request.query("cursor"), scope, FOREIGN_CURSOR, answer);
    }

    /**
     * The same where limit, cursor and filters stand in a body.
     *
     * @param scope the operation, filters and sort as one text
     * @param foreign the answer to a cursor that does not belong to the list
     */
    public static Future<ApiResponse> within(
            Optional<Integer> limit,
            Optional<String> cursor,
            String scope,
            Problem foreign,
            Function<PageRequest, Future<ApiResponse>> answer) {
        var after = cursor.flatMap(text -> Cursor.decode(text, scope));
        if (cursor.isPresent() && after.isEmpty()) {
            return Future.succeededFuture(Answers.problem(foreign));
        }
        try {
            return answer.apply(new PageRequest(limit.orElse(DEFAULT_LIMIT), after, scope));
        } catch (Cursor.Invalid forged) {
            return Future.succeededFuture(Answers.problem(foreign));
        }
    }

    /** How many items to fetch: one more than are answered, which tells whether there is another page. */
    public int fetch() {
        return limit + 1;
    }

    /** The page of what was fetched. @param position the sort values of an item, by which the next page is found */
    public <T> Page<T> page(List<T> fetched, Function<? super T, Cursor> position) {
        if (fetched.size() <= limit) {
            return Page.whole(fetched);
        }
        var items = fetched.subList(0, limit);
        var next = position.apply(items.get(limit - 1)).encode(scope);
        return new Page<>(items, Optional.of(next));
    }

    private static String scopeOf(ApiRequest request) {
        var filters = new TreeMap<>(request.query());
        filters.remove("limit");
        filters.remove("cursor");
        return request.operation() + new TreeMap<>(request.path()) + filters;
    }
}
