package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.gatewayWithEchoingServices;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A browser that keeps to the page's Content-Security-Policy must find nothing in it that the policy forbids. */
class DocsPageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern SOURCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
    private static final Pattern STYLED_URL = Pattern.compile("url\\(\"?([^\")]{0,20})");
    private static GatewayProcess gateway;
    private static HttpResponse<String> page;

    @BeforeAll
    static void start() {
        gateway = gatewayWithEchoingServices();
        page = gateway.get("/docs");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void thePolicyLetsScriptsComeFromThisOriginAlone() {
        assertThat(directive("script-src")).isEqualTo("'self'");
        assertThat(directive("script-src-attr")).isEqualTo("'none'");
        assertThat(directive("default-src")).isEqualTo("'self'");
        assertThat(directive("object-src")).isEqualTo("'none'");
        assertThat(directive("base-uri")).isEqualTo("'self'");
        assertThat(directive("frame-ancestors")).isEqualTo("'self'");
    }

    @Test
    void thePageHasNoScriptOrStyleOfItsOwn() {
        var scripts = SCRIPT.matcher(page.body()).results().toList();

        assertThat(scripts).isNotEmpty().allSatisfy(script -> {
            assertThat(script.group(1)).contains("src=");
            assertThat(script.group(2)).isBlank();
        });
        assertThat(page.body())
                .doesNotContainPattern("(?i)<style|<base|<iframe|<object|\\son\\w+=|\\sstyle=|javascript:");
    }

    @Test
    void everyPartComesFromThisOriginAsWhatItIsUsedFor() {
        var parts =
                SOURCE.matcher(page.body()).results().map(part -> part.group(1)).toList();

        assertThat(parts).isNotEmpty().allMatch(part -> part.startsWith("/docs/"));
        for (var part : parts) {
            var answer = gateway.get(part);
            assertThat(answer.statusCode()).as(part).isEqualTo(200);
            assertThat(header(answer, "x-content-type-options")).as(part).isEqualTo("nosniff");
            assertThat(header(answer, "content-type")).as(part).startsWith(typeOf(part));
        }
    }

    @Test
    void theStyleSheetBringsItsPicturesAlong() {
        var styles = gateway.get("/docs/swagger-ui.css").body();

        assertThat(STYLED_URL.matcher(styles).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(url -> url.replace("\"", "").startsWith("url(data:image/"));
        assertThat(styles).doesNotContain("@import");
        assertThat(directive("img-src").split(" ")).contains("'self'", "data:");
    }

    /** Without a {@code connect-src}, {@code default-src} decides what the page may call. */
    @Test
    void thePageCallsThisOriginAlone() {
        var start = gateway.get("/docs/start.js").body();
        var servers = GatewayProcess.json(gateway.get("/openapi.json")).path("servers");

        assertThat(start).contains("url: '/openapi.json'").contains("validatorUrl: null");
        assertThat(servers.findValuesAsText("url")).isEqualTo(List.of("/"));
    }

    private static String typeOf(String part) {
        if (part.endsWith(".js")) {
            return "text/javascript";
        }
        return part.endsWith(".css") ? "text/css" : "image/png";
    }

    private static String directive(String name) {
        return Pattern.compile("(?:^|;)" + name + " ([^;]*)")
                .matcher(header(page, "content-security-policy"))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
