package rental.bench.servers;

import java.util.List;
import java.util.stream.IntStream;
import rental.testkit.ApiClient;

/** Access tokens of those who ask: the fleet's customers and an administrator. */
public record Customers(List<String> tokens, String admin) {
    static final String PASSWORD = "Password123";

    static Customers signIn(String gateway) {
        var client = ApiClient.of(gateway);
        var tokens = IntStream.range(0, Fleet.CUSTOMERS)
                .mapToObj(number -> token(client, number))
                .toList();
        return new Customers(tokens, token(client, Fleet.CUSTOMERS));
    }

    /** What a customer sends to sign in. */
    public static String login(int number) {
        return "{\"email\": \"user%d@example.com\", \"password\": \"%s\"}".formatted(number, PASSWORD);
    }

    public String token(int customer) {
        return tokens.get(customer);
    }

    private static String token(ApiClient client, int number) {
        var answer = client.post("/auth/login", login(number));
        if (answer.status() != 200) {
            throw new IllegalStateException("Cannot sign in: " + answer);
        }
        return answer.text("/accessToken");
    }
}
