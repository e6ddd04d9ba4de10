package rental.notification.mail;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import rental.contract.Money;

/** Times and amounts as people of a locale write them. For one thread. */
final class Spoken {
    private final NumberFormat amounts;
    private final DateTimeFormatter times;

    /** @param timeZone IANA name of the zone whose clock the times are told by */
    Spoken(Locale locale, String timeZone) {
        this.amounts = NumberFormat.getCurrencyInstance(locale);
        this.times = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT))
                .appendLiteral(' ')
                .appendZoneText(TextStyle.SHORT)
                .toFormatter(locale)
                .withZone(ZoneId.of(timeZone));
    }

    String time(Instant time) {
        return times.format(time);
    }

    String money(Money money) {
        amounts.setCurrency(money.currency());
        amounts.setMinimumFractionDigits(money.amount().scale());
        amounts.setMaximumFractionDigits(money.amount().scale());
        return amounts.format(money.amount());
    }
}
