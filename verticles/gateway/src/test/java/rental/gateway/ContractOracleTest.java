package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.gatewayWithEchoingServices;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rental.contract.api.Role;
import rental.testkit.fuzz.FuzzRequest;
import rental.testkit.fuzz.RawHttp;
import rental.testkit.fuzz.RequestMaker;

/** Whole requests, judged by the gateway and by a reader of the contract that shares no code with it. */
class ContractOracleTest {
    private static final int REQUESTS = 1_000;
    private static GatewayProcess gateway;
    private static OpenApiOracle oracle;
    private static RequestMaker maker;
    private static String token;

    @BeforeAll
    static void start() {
        var document = GatewayProcess.CONTRACT.document();
        gateway = gatewayWithEchoingServices();
        oracle = new OpenApiOracle(document);
        maker = new RequestMaker(document);
        token = "authorization: Bearer " + gateway.token(Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        oracle.close();
        gateway.close();
    }

    @Test
    void bothTakeEverySoundRequest() throws IOException {
        var random = new Random(1);
        for (var i = 0; i < maker.size(); i++) {
            var request = maker.sound(i, random);
            if (isForBoth(request)) {
                assertThat(send(gateway.port(), request).status())
                        .as("gateway: %s", request)
                        .isEqualTo(200);
                var judged = send(oracle.port(), request);
                assertThat(judged.status())
                        .as("oracle: %s %s", request, judged.text())
                        .isEqualTo(200);
            }
        }
    }

    /** The other way round does not hold: the gateway also refuses what this oracle does not look at. */
    @Test
    void theGatewayLetsInNothingThatTheContractRefuses() throws IOException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < REQUESTS; i++) {
            var request = maker.any(random);
            if (isForBoth(request) && send(gateway.port(), request).status() == 200) {
                var judged = send(oracle.port(), request);
                assertThat(judged.status())
                        .as("seed %d: %s %s", seed, request, judged.text())
                        .isEqualTo(200);
            }
        }
    }

    private static boolean isForBoth(FuzzRequest request) {
        return request.headers().stream().noneMatch(line -> line.contains("merge-patch"));
    }

    private static RawHttp.Answer send(int port, FuzzRequest request) throws IOException {
        return RawHttp.send("127.0.0.1", port, request, token);
    }
}
