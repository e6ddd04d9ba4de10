package rental.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rental.backends.process.Ports;
import rental.runtime.http.Json;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.Servers;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;

/** The whole system in one JVM, driven as a client of the gateway drives it. */
class OneJvmTest {
    private static final int CLIENTS = 64;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[^\"]*");
    private static final String BOOKING =
            "{\"carId\": \"%s\", \"pickupTime\": \"2027-05-01T10:00:00Z\", \"dropoffTime\": \"2027-05-04T10:00:00Z\"}";

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @TempDir
    static Path dataDir;

    private static final Map<String, Integer> PORTS = new TreeMap<>();

    private static OneJvm system;

    @BeforeAll
    static void start() {
        var settings = SERVERS.settings();
        for (var service : List.of("auth", "car", "search", "booking", "notification")) {
            var port = Ports.free();
            PORTS.put(service, port);
            settings.put(service.toUpperCase(Locale.ROOT) + "_PORT", Integer.toString(port));
        }
        system = OneJvm.start(settings, dataDir);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void rentsACarFromSigningUpToBeingFreeAgain() {
        new Journey(system.gateway(), SERVERS.mail()).go(DemoUsers.ADMIN, DemoUsers.PASSWORD);
    }

    @Test
    void isHealthy() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> system.client().get("/health").text("/status").equals("healthy"));
    }

    @Test
    void letsOneOfManyRacingClientsHaveTheCar() {
        var car = Journey.addCar(system.client().as(DemoUsers.ADMIN, DemoUsers.PASSWORD));
        var customer = system.client().as(DemoUsers.CUSTOMER, DemoUsers.PASSWORD);
        var booking = BOOKING.formatted(car);

        var answers = new ArrayList<CompletableFuture<Answer>>();
        for (var client = 0; client < CLIENTS; client++) {
            answers.add(customer.send("POST", "/bookings", booking));
        }

        var byStatus = answers.stream().map(CompletableFuture::join).collect(groupingBy(Answer::status, counting()));
        assertThat(byStatus).isEqualTo(Map.of(201, 1L, 409, CLIENTS - 1L));
    }

    @Test
    void tellsABookingOfTheUnknownFromABadOne() {
        var customer = system.client().as(DemoUsers.CUSTOMER, DemoUsers.PASSWORD);

        var unknown = customer.post("/bookings", BOOKING.formatted("0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f"));
        var bad = customer.post("/bookings", "{\"carId\": 7, \"pickupTime\": \"tomorrow\"}");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/code")).isEqualTo("car-not-found");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text("/code")).isEqualTo("validation-failed");
    }

    @Test
    void writesTheTimesThatItSetsToTheMillisecond() {
        var admin = system.client().as(DemoUsers.ADMIN, DemoUsers.PASSWORD);
        var car = Journey.addCar(system.client().as(DemoUsers.ADMIN, DemoUsers.PASSWORD));
        admin.post("/bookings", BOOKING.formatted(car));
        var rebuild = admin.post("/search/reindex", null);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> admin.get("/search/reindex/" + rebuild.text("/id"))
                        .text("/status")
                        .equals("done"));

        var answers = Stream.concat(
                Stream.of(rebuild),
                Stream.of(
                                "/auth/me",
                                "/auth/me/sessions",
                                "/users",
                                "/cars",
                                "/bookings",
                                "/notifications",
                                "/search/reindex/" + rebuild.text("/id"),
                                "/search?latitude=37.77&longitude=-122.42&pickupTime=2027-05-01T10:00:00Z"
                                        + "&dropoffTime=2027-05-04T10:00:00Z")
                        .map(admin::get));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
            assertThat(TIME.matcher(answer.json().toString()).results().map(MatchResult::group))
                    .allMatch(time -> time.matches("[^.]*(\\.\\d{3})?Z"));
        });
    }

    @Test
    void saysWhereItIs() {
        assertThat(system.announced().orElseThrow().getPort())
                .isEqualTo(URI.create(system.gateway()).getPort());
    }

    @Test
    void completesDemoDataThatAStartCutShortHasLeft() throws IOException {
        var admin = system.client().as(DemoUsers.ADMIN, DemoUsers.PASSWORD);
        var cars = demoCars();
        cars.subList(0, 3)
                .forEach(car ->
                        assertThat(admin.post("/cars", car.toString()).status()).isEqualTo(201));
        var customer = signUp();

        for (var start = 0; start < 2; start++) {
            system.plant(id(customer), id(admin));

            assertThat(customer.get("/bookings").json().path("items")).hasSize(2);
            assertThat(system.client()
                            .get("/cars?limit=100")
                            .json()
                            .path("items")
                            .findValuesAsText("name"))
                    .containsOnlyOnceElementsOf(
                            cars.stream().map(car -> car.path("name").asText()).toList());
        }
    }

    private static List<JsonNode> demoCars() throws IOException {
        try (var resource = DemoData.class.getResourceAsStream("/demo/cars.json")) {
            return StreamSupport.stream(Json.tree(resource.readAllBytes()).spliterator(), false)
                    .toList();
        }
    }

    private static ApiClient signUp() {
        var signedUp = system.client()
                .post("/auth/signup", "{\"email\": \"demo-customer@example.com\", \"password\": \"Password123\"}");
        return system.client().as(signedUp.text("/accessToken"));
    }

    private static UUID id(ApiClient signedIn) {
        return UUID.fromString(signedIn.get("/auth/me").text("/id"));
    }

    @Test
    void aServicesOwnPortChecksLikeTheGatewayAndAnswersForNoOther() {
        var customer =
                system.client().as(DemoUsers.CUSTOMER, DemoUsers.PASSWORD).at(own("booking"));

        assertThat(system.client().at(own("booking")).get("/bookings").status()).isEqualTo(401);
        assertThat(customer.get("/bookings").status()).isEqualTo(200);
        assertThat(customer.get("/bookings?unknown=1").status()).isEqualTo(400);
        assertThat(customer.post("/bookings/availability", "{}").status()).isEqualTo(403);
        assertThat(customer.get("/cars").status()).isEqualTo(404);
    }

    @Test
    void theServicesOwnPortsAreForThisMachineAlone() throws IOException {
        for (var service : PORTS.keySet()) {
            assertThat(system.client().at(own(service)).get("/health/live").status())
                    .isEqualTo(200);
            for (var address : addressesOnNetworks()) {
                assertThatThrownBy(() -> new Socket(address, PORTS.get(service)).close())
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    private static List<InetAddress> addressesOnNetworks() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
    }

    private static String own(String service) {
        return "http://127.0.0.1:" + PORTS.get(service);
    }
}
