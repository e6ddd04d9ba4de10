package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.gatewayWithEchoingServices;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rental.contract.api.Role;
import rental.testkit.fuzz.FuzzRequest;
import rental.testkit.fuzz.RawHttp;
import rental.testkit.fuzz.RequestMaker;

/** Who may do what, written down once more beside the contract: each operation is tried by everybody. */
class RolesTest {
    private static final String PUBLIC = """
            signup login refreshTokens logout forgotPassword resetPassword verifyEmail getJwks
            listCars getCar getCarCalendar searchCars searchCarsByBody suggestCars
            getHealth getServiceHealth getLiveness getReadiness getContractYaml getContractJson getDocs""";
    private static final String CUSTOMER = """
            getMe updateMe deleteMe changePassword listSessions endSession endOtherSessions
            createQuote createBooking listBookings getBooking changeBooking confirmBooking cancelBooking deleteBooking
            getBookingHistory getBookingCalendarFile listNotifications streamEvents""";
    private static final String STAFF = """
            createCar replaceCar updateCar deleteCar createBlock listBlocks deleteBlock
            pickUpBooking returnBooking markNoShow auditBookingPrice checkAvailability""";
    private static final String ADMIN = """
            listUsers getUser updateUser startReindex getReindex
            listDeadLetters retryNotification listParkedEvents retryParkedEvent""";
    private static final Map<String, Integer> NEEDED = needed();
    /** As far as its head: the stream itself has no end. */
    private static final FuzzRequest STREAM =
            new FuzzRequest("streamEvents", "HEAD", "/events", List.of(), new byte[0]);

    private static final int NOBODY = 0;

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = gatewayWithEchoingServices();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyOperationIsOpenToExactlyThoseItIsFor() throws IOException {
        var expected = new TreeMap<String, String>();
        var seen = new TreeMap<String, String>();
        for (var request : oneOfEach()) {
            for (var caller = NOBODY; caller <= Role.values().length; caller++) {
                var attempt = request.operation() + " by " + name(caller);
                expected.put(attempt, verdict(NEEDED.get(request.operation()), caller));
                seen.put(attempt, verdict(send(request, caller)));
            }
        }

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void everyOperationIsAnsweredByItself() throws IOException {
        var maker = new RequestMaker(GatewayProcess.CONTRACT.document());
        for (var i = 0; i < maker.size(); i++) {
            var request = maker.sound(i, new Random(i));
            var operation =
                    GatewayProcess.CONTRACT.operation(request.operation()).orElseThrow();
            if (GatewayProcess.SERVICES.contains(operation.service()) && !operation.isStream()) {
                assertThat(send(request, Role.values().length).text())
                        .isEqualTo("{\"operation\":\"" + operation.id() + "\"}");
            }
        }
    }

    @Test
    void theTableAndTheContractHaveTheSameOperations() {
        assertThat(oneOfEach()).extracting(FuzzRequest::operation).containsExactlyInAnyOrderElementsOf(NEEDED.keySet());
    }

    private static List<FuzzRequest> oneOfEach() {
        var maker = new RequestMaker(GatewayProcess.CONTRACT.document());
        var requests = new ArrayList<>(List.of(STREAM));
        for (var i = 0; i < maker.size(); i++) {
            requests.add(maker.sound(i, new Random(i)));
        }
        return requests;
    }

    private static RawHttp.Answer send(FuzzRequest request, int caller) throws IOException {
        return caller == NOBODY
                ? RawHttp.send("127.0.0.1", gateway.port(), request)
                : RawHttp.send("127.0.0.1", gateway.port(), request, "authorization: Bearer " + token(caller));
    }

    private static String token(int caller) {
        return gateway.token(Role.values()[caller - 1]);
    }

    private static String name(int caller) {
        return caller == NOBODY ? "nobody" : Role.values()[caller - 1].wireName();
    }

    private static String verdict(int needed, int caller) {
        if (caller >= needed) {
            return "let in";
        }
        return caller == NOBODY ? "401" : "403";
    }

    private static String verdict(RawHttp.Answer answer) {
        return Optional.of(answer.status())
                .filter(status -> status == 401 || status == 403)
                .map(String::valueOf)
                .orElse("let in");
    }

    private static Map<String, Integer> needed() {
        var needed = new HashMap<String, Integer>();
        var groups = new String[] {PUBLIC, CUSTOMER, STAFF, ADMIN};
        for (var i = 0; i < groups.length; i++) {
            var rank = i;
            Arrays.stream(groups[i].split("\\s+")).forEach(operation -> needed.put(operation, rank));
        }
        return needed;
    }
}
