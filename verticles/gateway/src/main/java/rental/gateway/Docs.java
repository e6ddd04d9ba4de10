package rental.gateway;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;

/** The page to try the contract on, and what it is made of: all from the class path, none from outside. */
final class Docs {
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/";
    private static final ApiResponse PAGE = load("/docs/index.html", "text/html; charset=utf-8");
    private static final Map<String, Asset> ASSETS = assets();

    private Docs() {}

    /**
     * A part of the page.
     *
     * @param mediaType without parameters
     */
    record Asset(String mediaType, ApiResponse response) {
        Future<ApiResponse> answer() {
            return Future.succeededFuture(response);
        }
    }

    static Future<ApiResponse> page(ApiRequest request) {
        return Future.succeededFuture(PAGE);
    }

    /** The page's parts by their paths. */
    static Map<String, Asset> pages() {
        return ASSETS;
    }

    private static Map<String, Asset> assets() {
        var assets = new LinkedHashMap<String, Asset>();
        assets.put("/docs/start.js", asset("/docs/start.js", "text/javascript"));
        assets.put("/docs/swagger-ui.css", asset(SWAGGER_UI + "swagger-ui.css", "text/css"));
        assets.put("/docs/swagger-ui-bundle.js", asset(SWAGGER_UI + "swagger-ui-bundle.js", "text/javascript"));
        assets.put("/docs/favicon-32x32.png", asset(SWAGGER_UI + "favicon-32x32.png", "image/png"));
        return assets;
    }

    private static Asset asset(String resource, String mediaType) {
        var text = mediaType.startsWith("text/");
        return new Asset(mediaType, load(resource, text ? mediaType + "; charset=utf-8" : mediaType));
    }

    private static String swaggerUiVersion() {
        try (var stream = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            var properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(Docs.class.getResourceAsStream(resource), resource);
    }

    private static ApiResponse load(String resource, String contentType) {
        try (var stream = open(resource)) {
            return Answers.page(contentType, stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
