package rental.standalone.deployment;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import rental.auth.AuthConfig;
import rental.booking.BookingConfig;
import rental.car.CarConfig;
import rental.gateway.GatewayConfig;
import rental.migrations.MigratorConfig;
import rental.notification.NotificationConfig;
import rental.runtime.config.SettingDescription;
import rental.runtime.launch.ProcessConfig;
import rental.search.SearchConfig;

/** What runs as a container of its own, with the settings that its code reads. */
enum DeployedGroup {
    GATEWAY(GatewayConfig.class, "GATEWAY_OPERATIONS_PORT"),
    AUTH(AuthConfig.class, "AUTH_PORT"),
    CAR(CarConfig.class, "CAR_PORT"),
    SEARCH(SearchConfig.class, "SEARCH_PORT"),
    BOOKING(BookingConfig.class, "BOOKING_PORT"),
    NOTIFICATION(NotificationConfig.class, "NOTIFICATION_PORT"),
    MIGRATIONS(MigratorConfig.class, "");

    private final transient Map<String, SettingDescription> settings;
    private final String port;

    DeployedGroup(Class<? extends Record> root, String port) {
        this.settings = Stream.concat(
                        SettingDescription.of(ProcessConfig.class).stream(), SettingDescription.of(root).stream())
                .collect(toMap(SettingDescription::name, setting -> setting, (one, same) -> one));
        this.port = port;
    }

    static Stream<DeployedGroup> services() {
        return Stream.of(values()).filter(group -> group != MIGRATIONS);
    }

    String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Map<String, SettingDescription> settings() {
        return settings;
    }

    Set<String> required() {
        return settings.values().stream()
                .filter(SettingDescription::required)
                .map(SettingDescription::name)
                .collect(toSet());
    }

    /** Where it is probed: what the image sets, else what the code falls back on. */
    String port() {
        return DeploymentFiles.image().getOrDefault(port, settings.get(port).fallback());
    }

    /** Its entry in the Compose file. */
    JsonNode service() {
        return DeploymentFiles.compose().path("services").path(lowerCaseName());
    }

    /** Its container in the Kubernetes manifests. */
    JsonNode container() {
        var kind = this == MIGRATIONS ? "Job" : "Deployment";
        return DeploymentFiles.kubernetes(kind, lowerCaseName()).at("/spec/template/spec/containers/0");
    }
}
