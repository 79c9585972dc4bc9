package dev.afterimage.txn.topology;

/**
 * Bounds of the assembly.
 *
 * @param incompleteMs how long nothing may come of a transaction that is not whole, milliseconds, above 0
 * @param memoryMs how long departed transactions are remembered in the records' own time, milliseconds
 * @param partEvents events from which on a transaction leaves in parts, 1 or more
 * @param partBytes bytes of events from which on it does, 1 or more
 * @param tickBytes about as many bytes of parts leave at once; the rest waits for the next turn, so that other transactions pass between
 * @param heldBytes how much of the state of a task is held on the heap and written when it commits, bytes, about
 */
public record AssemblyLimits(
        long incompleteMs, long memoryMs, int partEvents, int partBytes, int tickBytes, long heldBytes) {}
