package dev.afterimage.indexer.dryrun;

/** A dry run that could not be made; the message is for the person who asked for it. */
public final class DryRunException extends Exception {
    private static final long serialVersionUID = 1L;

    public DryRunException(String message) {
        super(message);
    }
}
