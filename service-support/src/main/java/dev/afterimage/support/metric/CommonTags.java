package dev.afterimage.support.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.configuration.metrics.aggregator.MeterRegistryConfigurer;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.List;

/** Tags all meters with the service's name and bounds the tags that callers could inflate. */
@Singleton
final class CommonTags implements MeterRegistryConfigurer<MeterRegistry> {
    /** More addresses than any of our services has routes. */
    private static final int MOST_ADDRESSES = 100;

    private final String service;

    CommonTags(@Value("${micronaut.application.name:afterimage}") String service) {
        this.service = service;
    }

    @Override
    public void configure(MeterRegistry registry) {
        registry.config()
                .commonTags(List.of(Tag.of("service", service)))
                .meterFilter(MeterFilter.maximumAllowableTags(
                        "http.server.requests", "uri", MOST_ADDRESSES, MeterFilter.deny(CommonTags::always)));
    }

    @Override
    public Class<MeterRegistry> getType() {
        return MeterRegistry.class;
    }

    private static boolean always(Meter.Id meter) {
        return true;
    }
}
