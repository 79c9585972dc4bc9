package dev.afterimage.indexer.status;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When the service calls itself stuck, not ready or late.
 *
 * @param beatLimit a poll loop or worker that has not come round for so long is stuck, and liveness fails; above the longest pause that a
 *     garbage collection or a paused machine may take
 * @param brokerLimit a broker that has not answered for so long counts as away, and readiness fails
 * @param holdGrace a hold shorter than this is a hiccup and leaves readiness alone
 * @param stallLimit records that wait in a flowing partition for so long without one being settled fail readiness
 * @param lagWarning lag from which the page asks a person to look
 */
@ConfigurationProperties("afterimage.status")
public record StatusSettings(
        @Bindable(defaultValue = "60s") Duration beatLimit,
        @Bindable(defaultValue = "15s") Duration brokerLimit,
        @Bindable(defaultValue = "5s") Duration holdGrace,
        @Bindable(defaultValue = "120s") Duration stallLimit,
        @Bindable(defaultValue = "60s") Duration lagWarning) {}
