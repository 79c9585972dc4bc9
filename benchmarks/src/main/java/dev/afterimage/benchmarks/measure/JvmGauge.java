package dev.afterimage.benchmarks.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads CPU time and allocated bytes of another Java process through its own management beans.
 *
 * <p>The process needs no flags: the management agent is started in it by attaching, before anything is measured. The same for every
 * contestant. CPU time is the operating system's for the whole process; allocation is the sum over all Java threads, ended ones included.
 */
public final class JvmGauge implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final long nodePid;

    private JvmGauge(JMXConnector connector, MBeanServerConnection beans, long nodePid) {
        this.connector = connector;
        this.beans = beans;
        this.nodePid = nodePid;
    }

    /**
     * Opens a gauge.
     *
     * @param pid the process that is measured
     * @param nodePid the Elasticsearch process beside it
     */
    @SuppressWarnings(
            "BanJNDI") // The address is that of a process of this user on this machine, told by the attach interface.
    public static JvmGauge of(long pid, long nodePid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address;
            try {
                address = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new JvmGauge(connector, connector.getMBeanServerConnection(), nodePid);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException("process " + pid + " cannot be measured", e);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be measured", e);
        }
    }

    public Usage read() {
        try {
            return new Usage(
                    System.nanoTime(),
                    number(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, "ProcessCpuTime"),
                    number(ManagementFactory.THREAD_MXBEAN_NAME, "TotalThreadAllocatedBytes"),
                    ProcessHandle.of(nodePid)
                            .flatMap(node -> node.info().totalCpuDuration())
                            .orElse(Duration.ZERO)
                            .toNanos());
        } catch (IOException e) {
            throw new UncheckedIOException("the process that is measured does not answer", e);
        } catch (JMException e) {
            throw new IllegalStateException("the process that is measured lacks a management bean", e);
        }
    }

    private long number(String bean, String attribute) throws IOException, JMException {
        return ((Number) beans.getAttribute(new ObjectName(bean), attribute)).longValue();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException processGone) {
            // There is nothing left to close.
        }
    }
}
