package rental.standalone.deployment;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files by which the system is deployed, read as what they say. */
public final class DeploymentFiles {
    static final Path FOLDER = Path.of("..", "..", "docker");

    private static final Path BASE = FOLDER.resolve("kubernetes").resolve("base");
    private static final Pattern IMAGE_VARIABLE = Pattern.compile("(?m)^(?:ENV| {3}) ([A-Z_]+)=(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper(new YAMLFactory());

    private DeploymentFiles() {}

    /** The services of the Compose file by name, with anchors and merge keys resolved. */
    static JsonNode compose() {
        return documents(FOLDER.resolve("compose.yaml")).get(0);
    }

    /** Every object of the Kustomize base. */
    static List<JsonNode> kubernetes() {
        return resources().stream()
                .flatMap(file -> documents(BASE.resolve(file)).stream())
                .toList();
    }

    /** The files that the Kustomize base names. */
    static List<String> resources() {
        return texts(documents(BASE.resolve("kustomization.yaml")).get(0).path("resources"));
    }

    /** The files that stand in the folder of the Kustomize base. */
    static List<String> filesOfTheBase() {
        try (var files = Files.list(BASE)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One object of the base; a missing node when there is none. */
    static JsonNode kubernetes(String kind, String name) {
        return kubernetes().stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    static List<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::asText).toList();
    }

    public static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static List<String> names(JsonNode map) {
        var names = new ArrayList<String>();
        map.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Through the plain reader, because Jackson's own knows no merge keys. */
    public static List<JsonNode> documents(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var documents = new ArrayList<JsonNode>();
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(reader)
                    .forEach(document -> documents.add(JSON.valueToTree(document)));
            return documents;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The variables that the image sets. */
    static Map<String, String> image() {
        return IMAGE_VARIABLE
                .matcher(text("Dockerfile"))
                .results()
                .collect(toMap(match -> match.group(1), match -> match.group(2)));
    }

    /** A field of each entry, as text. */
    static List<String> texts(JsonNode list, String field) {
        return stream(list).map(entry -> entry.path(field).asText()).toList();
    }

    /** The setting that a variable gives, itself or by a file. */
    static String withoutFile(String name) {
        return name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
    }
}
