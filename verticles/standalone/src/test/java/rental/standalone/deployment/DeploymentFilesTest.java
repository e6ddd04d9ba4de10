package rental.standalone.deployment;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static rental.standalone.deployment.DeploymentFiles.compose;
import static rental.standalone.deployment.DeploymentFiles.names;
import static rental.standalone.deployment.DeploymentFiles.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds image and Compose file to the settings that the code reads. */
class DeploymentFilesTest {
    private static final String SECRETS = "/run/secrets/";
    private static final Pattern PROBED_PORT = Pattern.compile("(?m)^ {2}(\\w+)\\) port=(\\d+)");

    @ParameterizedTest
    @EnumSource
    void composeSetsOnlyWhatAServiceReads(DeployedGroup group) {
        var set = names(group.service().path("environment"));

        assertThat(set)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(group.settings()).containsKey(DeploymentFiles.withoutFile(name)));
    }

    @ParameterizedTest
    @EnumSource
    void composeSetsAllThatAServiceRequires(DeployedGroup group) {
        var set = names(group.service().path("environment")).stream()
                .map(DeploymentFiles::withoutFile)
                .toList();

        assertThat(set).containsAll(group.required());
    }

    @ParameterizedTest
    @EnumSource
    void composeGivesSecretsAsFilesOnly(DeployedGroup group) {
        group.service().path("environment").properties().forEach(variable -> {
            var setting = group.settings().get(DeploymentFiles.withoutFile(variable.getKey()));
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
    void composeMountsEachSecretFileThatItNames(DeployedGroup group) {
        var service = group.service();
        var mounted = stream(service.path("secrets")).map(JsonNode::asText).toList();
        var named = stream(service.path("environment"))
                .map(JsonNode::asText)
                .filter(value -> value.startsWith(SECRETS))
                .map(file -> file.substring(SECRETS.length()));

        assertThat(named).isSubsetOf(mounted);
        assertThat(mounted).isSubsetOf(names(compose().path("secrets")));
    }

    @Test
    void composeMountsTheFolderWhereSigningKeysComeAndGo() {
        var auth = DeployedGroup.AUTH.service();
        var folder = auth.at("/environment/AUTH_SIGNING_KEYS_DIR").asText();

        assertThat(stream(auth.path("volumes")).map(JsonNode::asText))
                .containsExactly("./secrets/signing-keys:" + folder + ":ro");
        assertThat(DeploymentFiles.text("make-secrets.sh")).contains("-out signing-keys/");
    }

    @ParameterizedTest
    @EnumSource
    void composeBuildsTheGroupThatAServiceIsNamedAfter(DeployedGroup group) {
        var service = group.service();

        assertThat(service.at("/build/args/GROUP").asText()).isEqualTo(group.lowerCaseName());
        assertThat(service.path("image").asText()).isEqualTo("rental-" + group.lowerCaseName());
        assertThat(service.path("read_only").asBoolean()).isTrue();
    }

    @Test
    void composeNamesEveryServiceAsAMemberOfTheCluster() {
        var expected =
                DeployedGroup.services().map(DeployedGroup::lowerCaseName).toList();

        DeployedGroup.services()
                .forEach(group -> assertThat(group.service()
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
        var known = DeployedGroup.services()
                .flatMap(group -> group.settings().keySet().stream())
                .collect(toSet());

        assertThat(DeploymentFiles.image().keySet()).isNotEmpty().isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("rental.standalone.deployment.DeployedGroup#services")
    void theImageIsProbedWhereAServiceListens(DeployedGroup group) {
        var probed = PROBED_PORT
                .matcher(DeploymentFiles.text("assemble.sh"))
                .results()
                .collect(toMap(match -> match.group(1), match -> match.group(2)));

        assertThat(probed).containsEntry(group.lowerCaseName(), group.port());
    }
}
