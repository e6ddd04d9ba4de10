package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rental.contract.api.Problem;
import rental.runtime.http.Json;
import rental.testkit.fuzz.RequestMaker;

/** The compiled checks and an independent validator of JSON Schema must come to the same verdict about every body. */
class SchemaOracleTest {
    private static final int DOCUMENTS = 400;
    private static final List<String> OWN_FORMATS =
            List.of("IANA time zone", "language tag", "must be USD", "digits after the point", "bytes in UTF-8");

    /** A number in a form in which the oracle reckons in {@code long}, and so takes 1E+273 for a small one. */
    private static final Pattern BEYOND_THE_ORACLE = Pattern.compile("\\dE\\+\\d");

    private static final JsonNode CONTRACT = GatewayProcess.CONTRACT.document();

    static Stream<String> schemasOfBodies() {
        return CONTRACT.findValues("requestBody").stream()
                .flatMap(body -> body.findValuesAsText("$ref").stream())
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("schemasOfBodies")
    void agreeOnEveryBody(String name) {
        var compiled = GatewayProcess.CONTRACT.schema(name);
        var oracle = oracle(name);
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < DOCUMENTS; i++) {
            var document = read(RequestMaker.body(CONTRACT, name, random));
            if (document.isEmpty()
                    || BEYOND_THE_ORACLE.matcher(document.get().toString()).find()) {
                continue;
            }
            var faults = compiled.check(document.get());
            if (!faults.isEmpty() && faults.stream().allMatch(SchemaOracleTest::isOfOurOwnFormats)) {
                continue;
            }
            var others = oracle.validate(document.get());

            assertThat(faults.isEmpty())
                    .as("seed %d: %s\ncompiled: %s\noracle: %s", seed, document.get(), faults, others)
                    .isEqualTo(others.isEmpty());
        }
    }

    /** What the contract asks for in words of its own, which no other validator knows. */
    private static boolean isOfOurOwnFormats(Problem.Fault fault) {
        return OWN_FORMATS.stream().anyMatch(fault.detail()::contains);
    }

    /** Through bytes, as a body comes: numbers then have the types that reading gives them, and too deep ones are refused. */
    private static Optional<JsonNode> read(JsonNode document) {
        try {
            return Optional.of(Json.tree(Json.write(document)));
        } catch (Json.Unreadable refused) {
            return Optional.empty();
        }
    }

    private static JsonSchema oracle(String name) {
        var root = (ObjectNode) CONTRACT.deepCopy();
        root.put("$ref", "#/components/schemas/" + name);
        var config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .typeLoose(false)
                .build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root, config);
    }
}
