package rental.runtime.http.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import rental.contract.api.Api;

/**
 * The HTTP contract, compiled for an installation. Reading it takes some hundred milliseconds, once for each currency
 * in a process.
 */
public final class Contract {
    private static final String RESOURCE = "/openapi.yaml";
    private static final Map<Currency, Contract> COMPILED = new ConcurrentHashMap<>();

    private final String source;
    private final JsonNode document;
    private final SchemaCompiler compiler;
    private final Map<String, Operation> operations;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(String source, Currency currency) {
        this.source = source;
        this.document = parse(source);
        this.compiler = new SchemaCompiler(document, currency);
        this.operations = new OperationReader(document, compiler)
                .all().stream().collect(Collectors.toUnmodifiableMap(Operation::id, Function.identity()));
    }

    /** The contract of an installation whose one currency this is. */
    public static Contract in(Currency currency) {
        return COMPILED.computeIfAbsent(requireNonNull(currency), one -> new Contract(read(), one));
    }

    public List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    /** The operations that a service answers. */
    public List<Operation> of(String service) {
        return operations.values().stream()
                .filter(operation -> operation.service().equals(service))
                .toList();
    }

    public Optional<Operation> operation(String id) {
        return Optional.ofNullable(operations.get(id));
    }

    /**
     * A schema by its name under {@code components/schemas}.
     *
     * @throws IllegalStateException when there is none, or it has keywords that requests do not need
     */
    public Schema schema(String name) {
        return schemas.computeIfAbsent(name, compiler::named);
    }

    /** The document as it was written. */
    public String yaml() {
        return source;
    }

    /** The document as a tree. */
    public JsonNode document() {
        return document;
    }

    private static String read() {
        try (var resource = Api.class.getResourceAsStream(RESOURCE)) {
            return new String(
                    requireNonNull(resource, RESOURCE + " is not packed").readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode parse(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
