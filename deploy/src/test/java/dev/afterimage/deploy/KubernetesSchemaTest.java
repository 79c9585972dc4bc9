package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is checked against the schema would be found if it were wrong. */
class KubernetesSchemaTest {
    private static final String GOOD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: one
            spec:
              replicas: 2
              selector: {}
              template:
                spec:
                  containers:
                    - name: main
                      livenessProbe:
                        periodSeconds: 5
            """;

    @Test
    void aGoodObjectPasses() {
        assertThatCode(() -> check(GOOD)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "periodSeconds: 5, periodSecond: 5",
        "periodSeconds: 5, periodSeconds: soon",
        "replicas: 2, replicas: two",
        "selector: {}, paused: false",
        "- name: main, - image: main",
        "kind: Deployment, kind: Deploymint"
    })
    void aBadOneDoesNot(String good, String bad) {
        assertThatThrownBy(() -> check(GOOD.replace(good, bad))).isInstanceOf(AssertionError.class);
    }

    private static void check(String yaml) {
        KubernetesSchema.demand(Folder.documents(yaml).getFirst());
    }
}
