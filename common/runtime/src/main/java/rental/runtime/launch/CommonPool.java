package rental.runtime.launch;

import java.util.Properties;

/**
 * The JVM's common pool, on which Hazelcast completes what it answers, such as each request that a limit counts. With the
 * one thread that the pool has on two processors it is not used at all: Hazelcast would start a new thread each time.
 */
final class CommonPool {
    static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private static final int LEAST = 2;

    private CommonPool() {}

    /**
     * Gives it two threads where it would have fewer; to be called before anything uses it.
     *
     * @param properties of the system; what they say already holds
     */
    static void prepare(int processors, Properties properties) {
        if (processors <= LEAST) {
            properties.putIfAbsent(PARALLELISM, Integer.toString(LEAST));
        }
    }
}
