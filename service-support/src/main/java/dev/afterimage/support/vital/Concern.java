package dev.afterimage.support.vital;

/** What follows when a condition does not hold. */
public enum Concern {
    /** The process is stuck: whoever runs it should start it again. */
    LIVENESS,
    /** The service cannot do its job now; starting it again would not help. */
    READINESS,
    /** A person should look, and nothing automatic should happen. */
    ADVICE
}
