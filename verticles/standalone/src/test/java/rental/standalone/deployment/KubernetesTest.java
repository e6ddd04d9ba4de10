package rental.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.standalone.deployment.DeploymentFiles.kubernetes;
import static rental.standalone.deployment.DeploymentFiles.names;
import static rental.standalone.deployment.DeploymentFiles.stream;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import rental.runtime.config.SettingDescription;
import rental.runtime.launch.ProcessConfig;

/** Holds the Kubernetes manifests to the settings that the code reads, and to one another. */
class KubernetesTest {
    @ParameterizedTest
    @EnumSource
    void kubernetesSetsOnlyWhatAServiceReads(DeployedGroup group) {
        assertThat(DeploymentFiles.texts(group.container().path("env"), "name"))
                .isSubsetOf(group.settings().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void kubernetesSetsAllThatAServiceRequires(DeployedGroup group) {
        assertThat(DeploymentFiles.texts(group.container().path("env"), "name")).containsAll(group.required());
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
    @MethodSource("rental.standalone.deployment.DeployedGroup#services")
    void kubernetesProbesAServiceWhereItListens(DeployedGroup group) {
        var container = group.container();
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
    @MethodSource("rental.standalone.deployment.DeployedGroup#services")
    void kubernetesKeepsAServiceAvailableAndConfined(DeployedGroup group) {
        var name = group.lowerCaseName();
        var pod = kubernetes("Deployment", name).at("/spec/template/spec");

        assertThat(kubernetes("PodDisruptionBudget", name).at("/spec/selector/matchLabels"))
                .isEqualTo(kubernetes("Deployment", name).at("/spec/selector/matchLabels"));
        assertThat(kubernetes("ServiceAccount", pod.path("serviceAccountName").asText())
                        .isMissingNode())
                .isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(group.container()
                        .at("/securityContext/readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        assertThat(group.container().at("/resources/limits/memory").asText()).isNotBlank();
        assertThat(pod.path("topologySpreadConstraints")).isNotEmpty();
    }

    @Test
    void kubernetesFindsNodesByTheHeadlessServiceThatAllOfThemBelongTo() {
        var settings = kubernetes("ConfigMap", "rental").path("data");
        var headless = kubernetes("Service", settings.path("CLUSTER_MEMBERS").asText());
        var selector = headless.at("/spec/selector");

        assertThat(headless.at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(headless.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
        assertThat(DeploymentFiles.texts(headless.at("/spec/ports"), "port"))
                .containsExactly(
                        settings.path("CLUSTER_PORT").asText(),
                        settings.path("CLUSTER_BUS_PORT").asText());
        DeployedGroup.services().forEach(group -> {
            var labels = kubernetes("Deployment", group.lowerCaseName()).at("/spec/template/metadata/labels");
            assertThat(labels.path("rental/node")).isEqualTo(selector.path("rental/node"));
            assertThat(DeploymentFiles.texts(group.container().path("ports"), "containerPort"))
                    .containsAll(DeploymentFiles.texts(headless.at("/spec/ports"), "port"));
        });
    }

    @Test
    void kubernetesLetsOnlyNodesReachTheCluster() {
        var guarded = kubernetes("NetworkPolicy", "nodes").at("/spec/ingress/0");

        assertThat(guarded.at("/from/0/podSelector/matchLabels"))
                .isEqualTo(kubernetes("NetworkPolicy", "nodes").at("/spec/podSelector/matchLabels"));
        assertThat(DeploymentFiles.texts(guarded.path("ports"), "port")).containsExactly("cluster", "bus");
    }

    @Test
    void kustomizeNamesEveryFileOfTheBase() {
        assertThat(DeploymentFiles.resources()).containsExactlyInAnyOrderElementsOf(DeploymentFiles.filesOfTheBase());
    }

    @ParameterizedTest
    @EnumSource
    void theOverlayNamesAnImageForEverything(DeployedGroup group) {
        var overlay = DeploymentFiles.documents(
                        DeploymentFiles.FOLDER.resolve("kubernetes/production/kustomization.yaml"))
                .get(0);

        assertThat(DeploymentFiles.texts(overlay.path("images"), "name"))
                .contains(group.container().path("image").asText());
        assertThat(DeploymentFiles.texts(overlay.path("resources")))
                .allMatch(file -> Files.exists(DeploymentFiles.FOLDER.resolve("kubernetes/production/" + file)));
    }
}
