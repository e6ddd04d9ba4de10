package rental.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Password123", "ABCDEFG8", "Über4tausend", "a B3 d e f"})
    void takesAPasswordOfEightCharactersWithACapitalAndADigit(String password) {
        assertThat(PasswordRules.fault(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Short1A", "nocapital1", "NODIGITATALL"})
    void saysWhatIsWrongWithAnother(String password) {
        assertThat(PasswordRules.fault(password)).isPresent();
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(PasswordRules.fault("A1" + "x".repeat(70))).isEmpty();
        assertThat(PasswordRules.fault("A1" + "x".repeat(71))).hasValue("must have at most 72 bytes in UTF-8");
        assertThat(PasswordRules.fault("A1" + "ü".repeat(36))).isPresent();
    }
}
