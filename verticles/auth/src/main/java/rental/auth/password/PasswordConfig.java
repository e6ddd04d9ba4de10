package rental.auth.password;

import rental.runtime.config.Setting;

/**
 * How passwords are hashed.
 *
 * @param threads that hash at the same time in each instance; zero for half of the processors, at least one
 * @param queueSize hashings that may wait for a thread
 * @param cost bcrypt's: each step doubles the work
 */
public record PasswordConfig(
        @Setting(
                name = "AUTH_PASSWORD_THREADS",
                fallback = "0",
                min = "0",
                max = "256",
                meaning =
                        "Threads of each auth instance that hash passwords; 0 takes half of the processors, at least one.")
        int threads,

        @Setting(
                name = "AUTH_PASSWORD_QUEUE_SIZE",
                fallback = "32",
                min = "1",
                max = "10000",
                meaning = "Passwords that may wait to be hashed; further requests are answered 503.")
        int queueSize,

        @Setting(
                name = "AUTH_PASSWORD_COST",
                fallback = "10",
                min = "10",
                max = "16",
                meaning = "The bcrypt cost of new hashes; older ones are hashed anew when their owner signs in.")
        int cost) {

    int workers() {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
