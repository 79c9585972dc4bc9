package dev.afterimage.cdc.type;

/**
 * How the values of one column type become exact JSON, whatever wire form they came in.
 *
 * <p>A decoder asks which of the five kinds it has and feeds it what it read; null is the decoder's to write, as {@code null}. Immutable.
 */
public sealed interface ValueWriter permits ScalarWriter, ListWriter, MapWriter, StructWriter, AssembledWriter {
    ColumnType type();
}
