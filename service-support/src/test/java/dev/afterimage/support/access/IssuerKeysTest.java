package dev.afterimage.support.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private long now = 1;
    private int readings;
    private boolean away;
    private JWKSet published = new JWKSet();
    private final IssuerKeys keys = new IssuerKeys(this::read, Runnable::run, () -> now);

    @Test
    void beforeTheFirstReadingNothingIsCertain() {
        away = true;
        assertThat(keys.find(of("a"))).isInstanceOf(IssuerKeys.Answer.NotNow.class);
        assertThat(keys.find(of("a"))).isEqualTo(new IssuerKeys.Answer.NotNow("away"));
        assertThat(readings).isEqualTo(1);
    }

    @Test
    void anUnknownIdHasThemReadAgainButNotSoonAgain() throws Exception {
        publish("a");
        keys.refresh();
        assertThat(keys.find(of("a"))).isInstanceOf(IssuerKeys.Answer.Found.class);
        assertThat(keys.find(of("b"))).isInstanceOf(IssuerKeys.Answer.Unknown.class);
        assertThat(readings).isEqualTo(1);
        pass(IssuerKeys.REST);
        assertThat(keys.find(of("b"))).isInstanceOf(IssuerKeys.Answer.NotNow.class);
        assertThat(keys.find(of("b"))).isInstanceOf(IssuerKeys.Answer.Unknown.class);
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void keysThatAreStillGoodServeWhileTheyAreReadAnew() throws Exception {
        publish("a");
        keys.refresh();
        publish("b");
        pass(IssuerKeys.FRESH);
        assertThat(keys.find(of("a"))).isInstanceOf(IssuerKeys.Answer.Found.class);
        assertThat(keys.find(of("b"))).isInstanceOf(IssuerKeys.Answer.Found.class);
        assertThat(keys.find(of("a"))).isInstanceOf(IssuerKeys.Answer.Unknown.class);
    }

    @Test
    void anIssuerThatIsAwayIsToleratedForHalfADayAndNoLonger() throws Exception {
        publish("a");
        keys.refresh();
        away = true;
        pass(IssuerKeys.TRUSTED.minus(IssuerKeys.REST));
        assertThat(keys.find(of("a"))).isInstanceOf(IssuerKeys.Answer.Found.class);
        pass(IssuerKeys.REST.plusSeconds(1));
        assertThat(keys.find(of("a"))).isInstanceOf(IssuerKeys.Answer.NotNow.class);
    }

    private JWKSet read() throws IOException {
        readings++;
        if (away) {
            throw new IOException("away");
        }
        return published;
    }

    private void publish(String kid) throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        published = new JWKSet(key.toPublicJWK());
    }

    private void pass(Duration time) {
        now += time.toNanos() + 1;
    }

    private static JWKSelector of(String kid) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(kid).build());
    }
}
