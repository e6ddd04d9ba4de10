package rental.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BlockedLoopsTest {
    @Test
    @Timeout(30)
    void noticesABlockedLoopWithoutBeingRegistered() {
        var options = new VertxOptions()
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setBlockedThreadCheckInterval(10)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS);
        var vertx = Vertx.vertx(options);
        var reports = new ArrayList<String>();

        vertx.runOnContext(nothing -> {
            while (reports.isEmpty()) {
                reports.addAll(BlockedLoops.take());
                Thread.onSpinWait();
            }
        });
        vertx.close().await();

        assertThat(reports).first().asString().contains("has been blocked");
        BlockedLoops.take();
    }
}
