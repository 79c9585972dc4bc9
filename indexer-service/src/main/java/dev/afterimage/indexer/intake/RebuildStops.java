package dev.afterimage.indexer.intake;

/** Why a rebuild is left before its end. */
final class RebuildStops {
    private RebuildStops() {}

    /** Another instance has taken it over. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** An operator gives it up. */
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** It cannot go on before a person has acted; the message says why. */
    static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stuck(String message) {
            super(message);
        }
    }
}
