package dev.afterimage.support.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.context.exceptions.ConfigurationException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void theSentenceOfAWrongSettingIsFoundUnderTheFrameworksWords() {
        var failure = new BeanInstantiationException("bean", new ConfigurationException("set X to a number"));
        assertThat(StartFailure.sentence(failure)).hasValue("set X to a number");
    }

    @Test
    void aPortInUseIsTheOperatorsToMend() {
        var failure = new IllegalStateException("server", new BindException("Address already in use"));
        assertThat(StartFailure.sentence(failure)).hasValueSatisfying(words -> assertThat(words)
                .contains("Address already in use", "MICRONAUT_SERVER_PORT"));
    }

    @Test
    void aFaultOfTheServiceKeepsItsStackTrace() {
        assertThat(StartFailure.sentence(new IllegalStateException("bug", new NullPointerException("x"))))
                .isEmpty();
    }
}
