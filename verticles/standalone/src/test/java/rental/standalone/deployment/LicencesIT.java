package rental.standalone.deployment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rental.runtime.http.Json;

/**
 * Holds the list of licences to the bill of materials of what is shipped. {@code -Dlicences.write=true} writes the list anew.
 */
class LicencesIT {
    private static final Path MATERIALS = Path.of("target", "bom.json");
    private static final Path PAGE = Path.of("..", "..", "docs", "licences.md");
    private static final String HEAD = "| library | licences |\n|---|---|\n";
    private static final String OURS = "rental";

    /** One of these is enough for each library, for where there are several one may choose. */
    private static final Set<String> WELCOME = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "The (New) BSD License",
            "0BSD",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "MPL-2.0",
            "CDDL-1.1");

    @Test
    void theListNamesEveryLibraryThatIsShippedWithItsLicences() throws Exception {
        var page = Files.readString(PAGE);
        var text = page.substring(0, page.indexOf(HEAD));
        var expected = text + HEAD + libraries().stream().map(LicencesIT::row).collect(joining());
        if (Boolean.getBoolean("licences.write")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void everyLibraryHasALicenceThatAProductUnderApachesCanShip() throws Exception {
        assertThat(libraries())
                .isNotEmpty()
                .allSatisfy(library ->
                        assertThat(licences(library)).as(name(library)).containsAnyElementsOf(WELCOME));
    }

    private static List<JsonNode> libraries() throws Exception {
        var materials = Json.tree(Files.readAllBytes(MATERIALS));
        return DeploymentFiles.stream(materials.path("components"))
                .filter(library -> !library.path("group").asText().equals(OURS))
                .sorted((one, other) -> name(one).compareTo(name(other)))
                .toList();
    }

    private static String row(JsonNode library) {
        return "| " + name(library) + " | " + String.join(", ", licences(library)) + " |\n";
    }

    private static String name(JsonNode library) {
        return library.path("group").asText() + ":" + library.path("name").asText();
    }

    private static List<String> licences(JsonNode library) {
        return DeploymentFiles.stream(library.path("licenses"))
                .map(licence -> licence.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()))
                .sorted()
                .distinct()
                .toList();
    }
}
