package rental.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in one currency, exact to the currency's minor unit. On the wire {@code {"amount": "120.00", "currency":
 * "USD"}}: a decimal string, never a floating-point number.
 *
 * @param amount scale is always the currency's number of fraction digits
 * @param currency an ISO 4217 currency
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    /** @throws ArithmeticException when the amount is finer than the currency's minor unit */
    public Money {
        amount = requireNonNull(amount).setScale(fractionDigits(requireNonNull(currency)), RoundingMode.UNNECESSARY);
    }

    /** @throws IllegalArgumentException for an unknown currency or an amount that is no decimal number */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    @JsonCreator
    static Money fromWire(@JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
        return of(amount, currency);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** Rounds half up to the currency's minor unit: the one rounding rule of the system. */
    public static Money rounded(BigDecimal amount, Currency currency) {
        return new Money(amount.setScale(fractionDigits(currency), RoundingMode.HALF_UP), currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money times(long quantity) {
        return new Money(amount.multiply(BigDecimal.valueOf(quantity)), currency);
    }

    /** This amount times a factor, rounded half up. */
    public Money times(BigDecimal factor) {
        return rounded(amount.multiply(factor), currency);
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    @JsonProperty("amount")
    String wireAmount() {
        return amount.toPlainString();
    }

    @JsonProperty("currency")
    String wireCurrency() {
        return currency.getCurrencyCode();
    }

    @Override
    public String toString() {
        return wireAmount() + " " + wireCurrency();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }

    private static int fractionDigits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
