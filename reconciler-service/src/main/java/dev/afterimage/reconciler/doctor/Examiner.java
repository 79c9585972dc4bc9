package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.doctor.check.Finding;
import java.util.List;

/** Examines one part of the installation. Thread-safe. */
interface Examiner {
    /** Which part. */
    String part();

    /** What should be otherwise; an exception means that the part could not be examined. */
    List<Finding> examine() throws InterruptedException;
}
