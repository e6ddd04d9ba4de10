package rental.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPoolTest {
    private final Properties properties = new Properties();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hasTwoThreadsWhereItWouldHaveTooFewToBeUsed(int processors) {
        CommonPool.prepare(processors, properties);

        assertThat(properties).containsOnly(Map.entry(CommonPool.PARALLELISM, "2"));
    }

    @Test
    void isLeftAloneWhereItHasEnough() {
        CommonPool.prepare(3, properties);

        assertThat(properties).isEmpty();
    }

    @Test
    void keepsWhatWasAskedFor() {
        properties.setProperty(CommonPool.PARALLELISM, "7");

        CommonPool.prepare(2, properties);

        assertThat(properties.getProperty(CommonPool.PARALLELISM)).isEqualTo("7");
    }
}
