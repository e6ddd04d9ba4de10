package rental.search.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rental.contract.Money;
import rental.runtime.http.Json;
import rental.runtime.http.Page;
import rental.search.application.CarIndex.Facets;
import rental.search.application.Searching.Found;
import rental.search.application.Searching.Offer;

/**
 * A page of cars in the contract's form. The cars are JSON already, as the index holds them, and go out as they are: the page
 * is put together from their bytes, which costs a fifth of having it written value by value.
 */
final class PageJson {
    private static final int METRES_IN_A_KILOMETRE = 3;
    private static final byte[] ITEMS = text("{\"items\":[");
    private static final byte[] CAR = text("{\"car\":");

    /** Beside its cars. */
    private static final int MORE = 2_048;

    private PageJson() {}

    /** What stands beside the cars. */
    private record Rest(
            long total,
            Facets facets,
            Optional<Instant> availabilityAsOf,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> nextCursor) {}

    static byte[] of(Found found, Page<Offer> page) {
        var json = new ByteArrayOutputStream(length(page.items()) + MORE);
        json.writeBytes(ITEMS);
        var comma = false;
        for (var offer : page.items()) {
            if (comma) {
                json.write(',');
            }
            comma = true;
            item(offer, json);
        }
        var rest = Json.write(new Rest(found.total(), found.facets(), found.asOf(), page.nextCursor()));
        json.write(']');
        json.write(',');
        json.write(rest, 1, rest.length - 1);
        return json.toByteArray();
    }

    private static void item(Offer offer, ByteArrayOutputStream json) {
        json.writeBytes(CAR);
        json.writeBytes(offer.hit().car());
        json.writeBytes(
                text(",\"distanceKm\":" + kilometres(offer.hit().position().metres())));
        offer.totalPrice().ifPresent(price -> json.writeBytes(text(",\"totalPrice\":" + json(price))));
        json.write('}');
    }

    /** To the metre. */
    private static String kilometres(double metres) {
        return BigDecimal.valueOf(Math.round(metres), METRES_IN_A_KILOMETRE).toPlainString();
    }

    /** There is nothing in digits and in the code of a currency that JSON would have escaped. */
    private static String json(Money price) {
        return "{\"amount\":\"" + price.amount().toPlainString() + "\",\"currency\":\""
                + price.currency().getCurrencyCode() + "\"}";
    }

    private static int length(List<Offer> offers) {
        return offers.stream().mapToInt(offer -> offer.hit().car().length).sum();
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
