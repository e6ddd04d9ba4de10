package rental.standalone;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static rental.standalone.DeploymentFiles.compose;
import static rental.standalone.DeploymentFiles.kubernetes;
import static rental.standalone.DeploymentFiles.names;
import static rental.standalone.DeploymentFiles.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import rental.auth.AuthConfig;
import rental.booking.BookingConfig;
import rental.car.CarConfig;
import rental.gateway.GatewayConfig;
import rental.migrations.MigratorConfig;
import rental.notification.NotificationConfig;
import rental.runtime.config.SettingDescription;
import rental.runtime.launch.ProcessConfig;
import rental.search.SearchConfig;

/** Holds image, Compose file and Kubernetes manifests to the settings that the code reads. */
class DeploymentFilesTest {
    private static final Pattern IMAGE_VARIABLE = Pattern.compile("(?m)^(?:ENV| {3}) ([A-Z_]+)=(\\S+)");
    private static final Pattern PROBED_PORT = Pattern.compile("(?m)^ {2}(\\w+)\\) port=(\\d+)");

    /** What runs as a container of its own. */
    private enum Group {
        GATEWAY(GatewayConfig.class, "GATEWAY_OPERATIONS_PORT"),
        AUTH(AuthConfig.class, "AUTH_PORT"),
        CAR(CarConfig.class, "CAR_PORT"),
        SEARCH(SearchConfig.class, "SEARCH_PORT"),
        BOOKING(BookingConfig.class, "BOOKING_PORT"),
        NOTIFICATION(NotificationConfig.class, "NOTIFICATION_PORT"),
        MIGRATIONS(MigratorConfig.class, "");

        private final transient Map<String, SettingDescription> settings;
        private final String port;

        Group(Class<? extends Record> root, String port) {
            this.settings = Stream.concat(
                            SettingDescription.of(ProcessConfig.class).stream(), SettingDescription.of(root).stream())
                    .collect(toMap(SettingDescription::name, setting -> setting, (one, same) -> one));
            this.port = port;
        }

        String lowerCaseName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Where it is probed: what the image sets, else what the code falls back on. */
        String port() {
            return image().getOrDefault(port, settings.get(port).fallback());
        }

        static Stream<Group> services() {
            return Stream.of(values()).filter(group -> group != MIGRATIONS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void composeSetsOnlyWhatAServiceReads(Group group) {
        var set = names(service(group).path("environment"));

        assertThat(set)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(group.settings).containsKey(withoutFile(name)));
    }

    @ParameterizedTest
    @EnumSource
    void composeSetsAllThatAServiceRequires(Group group) {
        var set = names(service(group).path("environment")).stream()
                .map(DeploymentFilesTest::withoutFile)
                .toList();

        assertThat(set).containsAll(required(group));
    }

    @ParameterizedTest
    @EnumSource
    void composeGivesSecretsAsFilesOnly(Group group) {
        service(group).path("environment").properties().forEach(variable -> {
            var setting = group.settings.get(withoutFile(variable.getKey()));
            if (setting.secret()) {
                assertThat(variable.getKey().endsWith("_FILE")
                                || !variable.getValue().asText().contains("@"))
                        .as(variable.getKey())
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void composeMountsEachSecretFileThatItNames(Group group) {
        var service = service(group);
        var mounted = stream(service.path("secrets"))
                .map(secret -> secret.isTextual()
                        ? "/run/secrets/" + secret.asText()
                        : secret.path("target").asText())
                .collect(toSet());
        var declared = names(compose().path("secrets"));

        assertThat(stream(service.path("environment"))
                        .map(JsonNode::asText)
                        .filter(value -> value.startsWith("/run/secrets/")))
                .allMatch(
                        path -> mounted.stream().anyMatch(mount -> mount.equals(path) || mount.startsWith(path + "/")));
        assertThat(stream(service.path("secrets"))
                        .map(secret -> secret.isTextual()
                                ? secret.asText()
                                : secret.path("source").asText()))
                .isSubsetOf(declared);
    }

    @ParameterizedTest
    @EnumSource
    void composeBuildsTheGroupThatAServiceIsNamedAfter(Group group) {
        var service = service(group);

        assertThat(service.at("/build/args/GROUP").asText()).isEqualTo(group.lowerCaseName());
        assertThat(service.path("image").asText()).isEqualTo("rental-" + group.lowerCaseName());
        assertThat(service.path("read_only").asBoolean()).isTrue();
    }

    @Test
    void composeNamesEveryServiceAsAMemberOfTheCluster() {
        var expected = Group.services().map(Group::lowerCaseName).toList();

        Group.services()
                .forEach(group -> assertThat(service(group)
                                .at("/environment/CLUSTER_MEMBERS")
                                .asText()
                                .split(","))
                        .containsExactlyInAnyOrderElementsOf(expected));
    }

    @Test
    void composeMakesEverySecretItDeclares() {
        var made = DeploymentFiles.text("make-secrets.sh").replace("$service", "auth");

        stream(compose().path("secrets"))
                .map(secret -> secret.path("file").asText().substring("secrets/".length()))
                .filter(file -> !file.matches("(car|booking|notification)-database-.*"))
                .forEach(file -> assertThat(made).contains(file));
    }

    @Test
    void theImageSetsOnlyWhatTheCodeReads() {
        var known = Group.services()
                .flatMap(group -> group.settings.keySet().stream())
                .collect(toSet());

        assertThat(image().keySet()).isNotEmpty().isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("services")
    void theImageIsProbedWhereAServiceListens(Group group) {
        var probed = PROBED_PORT
                .matcher(DeploymentFiles.text("assemble.sh"))
                .results()
                .collect(toMap(match -> match.group(1), match -> match.group(2)));

        assertThat(probed).containsEntry(group.lowerCaseName(), group.port());
    }

    @ParameterizedTest
    @EnumSource
    void kubernetesSetsOnlyWhatAServiceReads(Group group) {
        assertThat(texts(container(group).path("env"), "name")).isSubsetOf(group.settings.keySet());
    }

    @ParameterizedTest
    @EnumSource
    void kubernetesSetsAllThatAServiceRequires(Group group) {
        assertThat(texts(container(group).path("env"), "name")).containsAll(required(group));
    }

    @Test
    void kubernetesSharesOnlySettingsOfAllProcesses() {
        var shared = SettingDescription.of(ProcessConfig.class).stream()
                .map(SettingDescription::name)
                .toList();

        assertThat(names(kubernetes("ConfigMap", "rental").path("data")))
                .isNotEmpty()
                .isSubsetOf(shared);
    }

    @ParameterizedTest
    @MethodSource("services")
    void kubernetesProbesAServiceWhereItListens(Group group) {
        var container = container(group);
        var port = stream(container.path("ports"))
                .filter(entry -> entry.path("name").asText().equals("operations"))
                .map(entry -> entry.path("containerPort").asText());

        assertThat(port).containsExactly(group.port());
        for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("operations");
            assertThat(container.path(probe).at("/httpGet/path").asText()).isIn("/health/live", "/health/ready");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void kubernetesKeepsAServiceAvailableAndConfined(Group group) {
        var name = group.lowerCaseName();
        var pod = kubernetes("Deployment", name).at("/spec/template/spec");

        assertThat(kubernetes("PodDisruptionBudget", name).at("/spec/selector/matchLabels"))
                .isEqualTo(kubernetes("Deployment", name).at("/spec/selector/matchLabels"));
        assertThat(kubernetes("ServiceAccount", pod.path("serviceAccountName").asText())
                        .isMissingNode())
                .isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container(group)
                        .at("/securityContext/readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        assertThat(container(group).at("/resources/limits/memory").asText()).isNotBlank();
        assertThat(pod.path("topologySpreadConstraints")).isNotEmpty();
    }

    @Test
    void kubernetesFindsNodesByTheHeadlessServiceThatAllOfThemBelongTo() {
        var settings = kubernetes("ConfigMap", "rental").path("data");
        var headless = kubernetes("Service", settings.path("CLUSTER_MEMBERS").asText());
        var selector = headless.at("/spec/selector");

        assertThat(headless.at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(headless.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
        assertThat(texts(headless.at("/spec/ports"), "port"))
                .containsExactly(
                        settings.path("CLUSTER_PORT").asText(),
                        settings.path("CLUSTER_BUS_PORT").asText());
        Group.services().forEach(group -> {
            var labels = kubernetes("Deployment", group.lowerCaseName()).at("/spec/template/metadata/labels");
            assertThat(labels.path("rental/node")).isEqualTo(selector.path("rental/node"));
            assertThat(texts(container(group).path("ports"), "containerPort"))
                    .containsAll(texts(headless.at("/spec/ports"), "port"));
        });
    }

    @Test
    void kubernetesLetsOnlyNodesReachTheCluster() {
        var guarded = kubernetes("NetworkPolicy", "nodes").at("/spec/ingress/0");

        assertThat(guarded.at("/from/0/podSelector/matchLabels"))
                .isEqualTo(kubernetes("NetworkPolicy", "nodes").at("/spec/podSelector/matchLabels"));
        assertThat(texts(guarded.path("ports"), "port")).containsExactly("cluster", "bus");
    }

    @Test
    void kustomizeNamesEveryFileOfTheBase() {
        assertThat(DeploymentFiles.resources()).containsExactlyInAnyOrderElementsOf(DeploymentFiles.filesOfTheBase());
    }

    @ParameterizedTest
    @EnumSource
    void theOverlayNamesAnImageForEverything(Group group) {
        var overlay = DeploymentFiles.documents(
                        DeploymentFiles.FOLDER.resolve("kubernetes/production/kustomization.yaml"))
                .get(0);

        assertThat(texts(overlay.path("images"), "name"))
                .contains(container(group).path("image").asText());
        assertThat(DeploymentFiles.texts(overlay.path("resources")))
                .allMatch(file -> Files.exists(DeploymentFiles.FOLDER.resolve("kubernetes/production/" + file)));
    }

    private static Stream<Group> services() {
        return Group.services();
    }

    private static JsonNode service(Group group) {
        return compose().path("services").path(group.lowerCaseName());
    }

    private static JsonNode container(Group group) {
        var kind = group == Group.MIGRATIONS ? "Job" : "Deployment";
        return kubernetes(kind, group.lowerCaseName()).at("/spec/template/spec/containers/0");
    }

    private static Set<String> required(Group group) {
        return group.settings.values().stream()
                .filter(SettingDescription::required)
                .map(SettingDescription::name)
                .collect(toSet());
    }

    private static Map<String, String> image() {
        return IMAGE_VARIABLE
                .matcher(DeploymentFiles.text("Dockerfile"))
                .results()
                .collect(toMap(match -> match.group(1), match -> match.group(2)));
    }

    private static List<String> texts(JsonNode list, String field) {
        return stream(list).map(entry -> entry.path(field).asText()).toList();
    }

    private static String withoutFile(String name) {
        return name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
    }
}
