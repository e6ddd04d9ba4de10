package rental.gateway;

import static rental.gateway.GatewayProcess.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestValidator;

/** A server that knows only the contract, by Vert.x's own reading of it: 200 for what that allows, 400 for the rest. */
final class OpenApiOracle implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    OpenApiOracle(JsonNode document) {
        var contract = await(
                OpenAPIContract.from(vertx, new JsonObject(understood(document).toString())));
        var validator = RequestValidator.create(vertx, contract);
        server = await(vertx.createHttpServer()
                .requestHandler(request -> validator
                        .validate(request)
                        .onSuccess(valid -> request.response().end())
                        .onFailure(
                                fault -> request.response().setStatusCode(400).end(String.valueOf(fault.getMessage()))))
                .listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    /**
     * The document without what this reader refuses to load or reads in a way of its own: a relative server, answers,
     * merge patches, whose schema JSON has too, parameters that are plain text, and times, whose offsets it does not know.
     */
    private static JsonNode understood(JsonNode document) {
        var copy = document.deepCopy();
        ((ObjectNode) copy).remove("servers");
        ((ObjectNode) copy.at("/components/schemas/Time")).remove("format");
        ((ObjectNode) copy.path("components")).remove("responses");
        copy.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    ((ObjectNode) operation)
                            .set(
                                    "responses",
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .set(
                                                    "200",
                                                    JsonNodeFactory.instance
                                                            .objectNode()
                                                            .put("description", "answered")));
                    if (operation.path("parameters") instanceof ArrayNode parameters) {
                        parameters.removeIf(parameter -> isPlainText(copy, parameter));
                    }
                    if (operation.path("requestBody").path("content") instanceof ObjectNode content) {
                        content.remove("application/merge-patch+json");
                    }
                }));
        return copy;
    }

    /** This reader takes every parameter for JSON where it can: it would read the text 120.00 as a number. */
    private static boolean isPlainText(JsonNode document, JsonNode reference) {
        var parameter = resolved(document, reference);
        var schema = resolved(document, parameter.path("schema"));
        var isForm = schema.has("enum") || schema.path("format").asText().equals("uuid");
        return !parameter.path("in").asText().equals("path")
                && schema.path("type").asText().equals("string")
                && !isForm;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
