package rental.runtime.http.contract;

import java.util.ArrayList;
import java.util.List;
import rental.contract.api.Problem;

/** Collects what is wrong with a request, up to a bound that keeps the answer readable. */
public final class Faults {
    private static final int MOST = 50;

    private final List<Problem.Fault> found = new ArrayList<>(0);

    public void add(String pointer, String detail) {
        if (found.size() < MOST) {
            found.add(new Problem.Fault(pointer, detail));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem.Fault> list() {
        return List.copyOf(found);
    }

    void add(Place place, String detail) {
        if (found.size() < MOST) {
            found.add(new Problem.Fault(place.toString(), detail));
        }
    }

    int size() {
        return found.size();
    }
}
