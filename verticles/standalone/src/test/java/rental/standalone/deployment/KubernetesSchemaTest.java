package rental.standalone.deployment;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every manifest to the types of Kubernetes' API, which come from its own description: no field that it does not know. */
class KubernetesSchemaTest {
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingBesides());

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.<Class<? extends HasMetadata>>of(
                    ConfigMap.class,
                    Deployment.class,
                    Ingress.class,
                    Job.class,
                    Namespace.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Service.class,
                    ServiceAccount.class)
            .collect(toMap(HasMetadata::getKind, type -> type));

    /** The types take what they do not know into a map of their own; here nothing may go there. */
    private static final class NothingBesides extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    static Stream<JsonNode> manifests() {
        var overlay = DeploymentFiles.FOLDER.resolve("kubernetes/production/namespace.yaml");
        return Stream.concat(DeploymentFiles.kubernetes().stream(), DeploymentFiles.documents(overlay).stream());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyManifestFitsItsType(JsonNode manifest) throws JsonProcessingException {
        var type = TYPES.get(manifest.path("kind").asText());

        var object = STRICT.treeToValue(manifest, type);

        assertThat(object.getApiVersion()).isEqualTo(HasMetadata.getApiVersion(type));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowDoesNotFit() {
        var service = STRICT.createObjectNode().put("kind", "Service");
        service.putObject("spec").put("clusterIp", "None");

        assertThatThrownBy(() -> STRICT.treeToValue(service, Service.class)).hasMessageContaining("clusterIp");
    }
}
