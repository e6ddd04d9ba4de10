package rental.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":"b"}              | {"a":"c"}              | {"a":"c"}
                    {"a":"b"}              | {"b":"c"}              | {"a":"b","b":"c"}
                    {"a":"b"}              | {"a":null}             | {}
                    {"a":"b","b":"c"}      | {"a":null}             | {"b":"c"}
                    {"a":["b"]}            | {"a":"c"}              | {"a":"c"}
                    {"a":"c"}              | {"a":["b"]}            | {"a":["b"]}
                    {"a":{"b":"c"}}        | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
                    {"a":[{"b":"c"}]}      | {"a":[1]}              | {"a":[1]}
                    ["a","b"]              | ["c","d"]              | ["c","d"]
                    {"a":"b"}              | ["c"]                  | ["c"]
                    {"a":"foo"}            | null                   | null
                    {"e":null}             | {"a":1}                | {"e":null,"a":1}
                    [1,2]                  | {"a":"b","c":null}     | {"a":"b"}
                    {}                     | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
                    """)
    void patchesAsTheRfcSays(String target, String patch, String result) {
        assertThat(MergePatch.apply(tree(target), tree(patch))).isEqualTo(tree(result));
    }

    private static JsonNode tree(String json) {
        return Json.tree(json.getBytes(UTF_8));
    }
}
