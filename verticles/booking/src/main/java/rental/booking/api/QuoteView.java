package rental.booking.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rental.booking.model.Quote;
import rental.contract.Money;
import rental.contract.booking.PriceLine;

/** A quote as the contract shows it. */
public record QuoteView(
        UUID id,
        UUID carId,
        Instant pickupTime,
        Instant dropoffTime,
        List<String> extras,
        Instant expiresAt,
        Money totalPrice,
        List<PriceLine> priceLines) {

    public static QuoteView of(Quote quote) {
        return new QuoteView(
                quote.id(),
                quote.carId(),
                quote.window().from(),
                quote.window().to(),
                quote.extras(),
                quote.expiresAt(),
                quote.price().total(),
                quote.price().lines());
    }
}
