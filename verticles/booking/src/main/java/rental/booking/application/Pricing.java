package rental.booking.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rental.booking.application.CreateReply.Fault;
import rental.booking.model.CancellationPolicy;
import rental.booking.model.Extra;
import rental.booking.model.PriceRules;
import rental.booking.model.Terms;
import rental.contract.Window;
import rental.contract.booking.WindowRules;
import rental.contract.car.Car;

/**
 * What an installation offers.
 *
 * @param windows when cars can be booked
 * @param prices what they cost
 * @param policy what cancelling brings back
 */
public record Pricing(WindowRules windows, PriceRules prices, CancellationPolicy policy) {

    /** The terms of a rental at the car's price. */
    Terms terms(Car car, Window window, List<Extra> extras) {
        return new Terms(window, prices.price(car, window, extras), policy);
    }

    /** The extras of codes that have been checked. */
    List<Extra> extras(List<String> codes) {
        return codes.stream().map(prices::extra).flatMap(Optional::stream).toList();
    }

    /** The codes that no extra has, each with its place in the request. */
    List<Fault> extraFaults(List<String> codes) {
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < codes.size(); i++) {
            if (prices.extra(codes.get(i)).isEmpty()) {
                faults.add(new Fault("extras/" + i, "is not offered here"));
            }
        }
        return faults;
    }

    static List<Fault> faults(List<WindowRules.Fault> faults) {
        return faults.stream()
                .map(fault -> new Fault(fault.field(), fault.detail()))
                .toList();
    }
}
