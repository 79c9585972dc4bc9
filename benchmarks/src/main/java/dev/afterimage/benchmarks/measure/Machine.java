package dev.afterimage.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The machine that was measured on.
 *
 * @param cores processors
 * @param memoryGiB memory
 * @param load average number of busy tasks in the minute before
 * @param system operating system and Java
 */
public record Machine(int cores, double memoryGiB, double load, String system) {
    public static Machine now() {
        double memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
                ? known.getTotalMemorySize() / (double) (1L << 30)
                : Double.NaN;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + Runtime.version());
    }
}
